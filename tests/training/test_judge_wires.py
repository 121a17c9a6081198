"""A judgement through each real client, against a server that is strict about forms."""

from __future__ import annotations

import json

import pytest

from bot.training.adjudicating import Adjudicating
from tests.fakes.judges import answer
from tests.fakes.model_server import ModelServer
from tests.fakes.wire import Wire, cut
from tests.fakes.wires import WIRES
from tests.training.test_judge import MORNING, case, many


@pytest.mark.parametrize("wire", WIRES, ids=[wire.name for wire in WIRES])
async def test_a_judge_behind_a_real_client_is_asked_checked_and_asked_again(wire: Wire) -> None:
    invented = json.dumps(answer("L2", ("m1", "Do come in my dear")))
    said = json.dumps(answer("L2", MORNING))
    async with ModelServer() as server:
        server.play(*(cut(wire.reply(text), 40) for text in (invented, said)))
        judge = wire.provider(server)
        (score,) = await Adjudicating(case=case(many(1)), judge=judge).run()
        await judge.close()
        assert [fault for asked in server.asked for fault in wire.check(asked)] == []
        assert len(server.asked) == 2
        assert "Do come in my dear" in json.dumps(server.asked[1].body)
    assert (score.level, score.points) == (1, 100)
    (opinion,) = score.opinions
    assert opinion.provider == judge.name
    assert opinion.model
    assert opinion.borne_out
