"""Results in German: where trainees are addressed, with du."""

from __future__ import annotations

from bot.domain.wording.managing_table import (
    Counted,
    Dates,
    Digests,
    Managing,
    Mine,
    Numbers,
    Reports,
    Skill,
)

GERMAN = Managing(
    language="de",
    dates=Dates(
        months=(
            *("Januar", "Februar", "März", "April", "Mai", "Juni"),
            *("Juli", "August", "September", "Oktober", "November", "Dezember"),
        ),
        short_months=(
            *("Jan.", "Feb.", "März", "April", "Mai", "Juni"),
            *("Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
        ),
        day="{day}. {month}",
        span="{first} bis {last}",
        near="{first}. bis {last}",
    ),
    numbers=Numbers(
        of_100="{figure} von 100",
        share="{n} von {of}",
        people=Counted("1 Person", "{n} Personen"),
        sessions=Counted("1 Übung", "{n} Übungen"),
        scores=Counted("1 Bewertung", "{n} Bewertungen"),
        attempts=Counted("1 Versuch", "{n} Versuche"),
        attempts_of="{n} von {of} Versuchen",
        points=Counted("1 Punkt", "{n} Punkte"),
        hours=Counted("1 Stunde", "{n} Stunden"),
        minutes=Counted("1 Minute", "{n} Minuten"),
        range="95-%-Bereich {low} bis {high}",
        ends="{low} bis {high}",
        few="noch zu wenig ({n} von {least} Bewertungen)",
        few_people="zu wenige Personen ({n}; nötig sind {least})",
        too_few="zu wenig",
        tokens="{figure} Tokens",
        money="{amount} $",
        point=",",
        none="nicht genug zum Beurteilen",
        unscored="ohne Bewertung",
        more=Counted("1 weitere", "{n} weitere"),
        and_="und",
    ),
    skills={
        "acknowledging": Skill(
            title="Anerkennen",
            exercise="Nehmt eine echte Beschwerde, und jeder antwortet in einem Satz, der nennt, was "
            "der Kundin passiert ist, noch vor jeder Lösung.",
        ),
        "agreeing": Skill(
            title="Vereinbaren",
            exercise="Beendet die nächsten Zweiergespräche mit einer Sache zum Ausprobieren und dem "
            "Tag, an dem ihr sie euch gemeinsam anseht.",
        ),
        "asking": Skill(
            title="Fragen",
            exercise="Sammelt drei Ja-nein-Fragen aus der Woche, und macht aus jeder eine offene.",
        ),
        "committing": Skill(
            title="Sich festlegen",
            exercise="Jeder schreibt „wir kümmern uns darum“ um: wer tut was bis wann.",
        ),
        "describing": Skill(
            title="Beschreiben",
            exercise="Zu zweit: sagen, was zu sehen war, wann, und was daraus wurde, ohne ein Wort, "
            "das urteilt.",
        ),
        "listening": Skill(
            title="Zuhören",
            exercise="Zu zweit: erst wiedergeben, was der andere gesagt hat, dann Eigenes sagen.",
        ),
        "ordering": Skill(
            title="Ordnen",
            exercise="Jeder schreibt die ersten drei Schritte für jemanden in Eile auf, einen pro "
            "Zeile.",
        ),
        "prioritising": Skill(
            title="Prioritäten setzen",
            exercise="Übt „wenn das dazukommt, fällt das weg“ an der echten Arbeit des Teams.",
        ),
        "quantifying": Skill(
            title="Beziffern",
            exercise="Sammelt Fragen, auf die eine Zahl antwortet: wie viele, wie oft, wie viel.",
        ),
        "refusing": Skill(
            title="Nein sagen",
            exercise="Übt ein Nein in zwei Sätzen: das Nein mit seiner Regel, dann der Weg, der geht.",
        ),
        "respecting": Skill(
            title="Ein Nein achten",
            exercise="Übt, ein Nein anzunehmen: danken, sagen, was jetzt geschieht, nichts anbieten.",
        ),
        "tone": Skill(
            title="Ton",
            exercise="Lest zwei echte Nachrichten laut vor, und streicht, was niemand jemandem ins "
            "Gesicht sagen würde.",
        ),
    },
    exercise="Spielt einen Wortwechsel davon im Team, und zwei sagen es besser.",
    digests=Digests(
        title="Übungen, {period}",
        before={"weekly": "in der Woche davor", "monthly": "im Monat davor"},
        trend={"weekly": "Durchschnitt je Woche", "monthly": "Durchschnitt je Monat"},
        active=Counted(
            "1 Person hat in {sessions} geübt.", "{n} Personen haben in {sessions} geübt."
        ),
        average_is="Der Durchschnitt von {people} ist {mark}{change}.",
        better="besser als {before}",
        worse="niedriger als {before}",
        unclear="nicht klar anders als {before}",
        chance="kann Zufall sein",
        nobody="Niemand hat geübt.",
        how_to_assign="Im Moment ist nichts zugewiesen. `/chattrain assign` gibt auf, was bis wann zu "
        "üben ist.",
        activity={"weekly": "Die Woche", "monthly": "Der Monat"},
        sessions="Übungen",
        people="Personen",
        scored="Bewertet",
        average="Durchschnitt",
        median="Median",
        change="Veränderung",
        was="{before}: {figure}",
        assignments="Zuweisungen",
        pairs="Jede Zuweisung jeder Person zählt einmal. `/chattrain assignments` sagt Führungskräften, "
        "um wen es geht.",
        done="Erledigt",
        passed="{n} bestanden",
        not_started="Nicht begonnen",
        past_due="Überfällig",
        strongest="Am stärksten",
        weakest="Am schwächsten",
        listed="Kriterien",
        quotes="In den Worten des Teams",
        quoted="„{words}“",
        coach="Als Nächstes im Team",
        coach_skill="{title} ist die schwächste Fähigkeit ({rests}). {exercise}",
        coach_trains=" „{scenario}“ übt sie.",
        coach_criterion="„{title}“ ist das schwächste Kriterium ({rests}). Bitte jemanden, der es gut "
        "kann, es vorzumachen.",
        coach_scenario="Bei „{title}“ gehen die meisten Punkte verloren ({rests}). Spielt es einmal "
        "gemeinsam, und haltet an, wo es kippt.",
        coach_not_started=Counted(
            "1 zugewiesene Übung ist nicht begonnen. Halte dafür eine halbe Stunde der Woche frei.",
            "{n} zugewiesene Übungen sind nicht begonnen. Halte dafür eine halbe Stunde der Woche "
            "frei.",
        ),
        coach_past_due=Counted(
            "1 Person ist überfällig. Frag, was im Weg steht, bevor du einen neuen Termin setzt.",
            "{n} Personen sind überfällig. Frag, was im Weg steht, bevor du einen neuen Termin setzt.",
        ),
        coach_failed=Counted(
            "1 zugewiesene Übung wurde nicht bestanden. Geht ein Gespräch davon gemeinsam durch.",
            "{n} zugewiesene Übungen wurden nicht bestanden. Geht von jeder ein Gespräch gemeinsam "
            "durch.",
        ),
        coach_nothing="Alles liegt bei 90 oder darüber. Ein schwereres Szenario zeigt, was noch geht.",
        coach_few="Es haben zu wenige geübt, um zu sagen, woran das Team arbeiten sollte. "
        "`/chattrain assign` bringt alle zum selben Szenario.",
        also="Außerdem",
        helpful="Bewertungen, die geholfen haben",
        cost="Kosten der Sprachmodelle",
        no_price="Preis nicht bekannt",
        calls=Counted("1 Aufruf", "{n} Aufrufe"),
        footer="Bewertungen: nur von zugewiesenen und geteilten Übungen, jede Person zählt einmal, kein "
        "Durchschnitt unter {people}.",
        footer_range="Im 95-%-Bereich liegt der wahre Durchschnitt 19 von 20 Malen. "
        "„Besser“ und „niedriger“ stehen nur da, wo Zufall unwahrscheinlich ist.",
        sample="Beispieldaten: Personen und Zahlen sind erfunden.",
        sample_title="Beispieldaten",
        some_skills="Fähigkeiten, stärkste und schwächste",
        skills="Fähigkeiten",
    ),
    reports=Reports(
        team="Ergebnisse: {title}",
        everybody="alle",
        person="Ergebnisse: {name}",
        active="Geübt: {n} von {people}.",
        sessions="{sessions}, davon bewertet: {scored}.",
        time="Zeit",
        about="etwa {time}",
        last="Zuletzt geübt am {day}.",
        nothing="{name} hat noch keine Übung begonnen.",
        nobody="Noch niemand hat eine Übung begonnen.",
        figures="Bewertungen",
        average="Durchschnitt",
        median="Median",
        improvement="Vom ersten zum besten Versuch",
        tried_twice="mehrmals versuchte Szenarien: {n}",
        skills="Fähigkeiten",
        month_ago="vor 30 Tagen: {figure}",
        month_before="vor 30 Tagen",
        now="jetzt",
        weakest="Schwächste Kriterien",
        scenarios="Szenarien",
        difficulty="Schwierigkeit {level} von 5",
        people="Personen",
        lowest_first="Personen, die letzte Bewertung aufsteigend",
        best_last="bestes {best}, letztes {last}",
        not_started="Nicht begonnen",
        all_started="Alle haben begonnen.",
        assigned="Zugewiesen",
        due="fällig am {day} um {time}, {zone}",
        pass_mark="bestanden ab {mark}",  # noqa: S106  # a mark, no password
        own_mark="bestanden nach dem Szenario selbst",
        least_attempts=Counted("mindestens 1 Versuch", "mindestens {n} Versuche"),
        most_attempts=Counted("höchstens 1 Versuch", "höchstens {n} Versuche"),
        assessment="Prüfung",
        best="bestes {best}",
        passed="bestanden",
        own="Eigene Übungen",
        own_sessions="{sessions}, davon abgeschlossen: {scored}. Die Bewertungen sehen Führungskräfte "
        "nicht.",
        assignments="Zuweisungen",
        no_assignments="Nichts ist zugewiesen. `/chattrain assign` gibt auf, was bis wann zu üben ist.",
        withdraw="Zurückziehen",
        nobody_reached="Sie erreicht noch niemanden: Die Gruppen haben keine Mitglieder.",
        more_assignments=Counted("1 weitere ist nicht gezeigt.", "{n} weitere sind nicht gezeigt."),
        footer="Bewertungen: nur von zugewiesenen und geteilten Übungen, jede Person zählt einmal. Bei "
        "Fähigkeiten zählt eine Übung nach 30 Tagen halb. Kein Mittel unter {least} Bewertungen.",
        person_footer="Bewertungen: nur von zugewiesenen und geteilten Übungen. Bei Fähigkeiten zählt "
        "eine Übung nach 30 Tagen halb. Kein Mittel unter {least} Bewertungen.",
        trend_weeks="Durchschnitt je Woche",
        trend_sessions="Bewertungen, Übung für Übung",
        statuses={
            "not started": "nicht begonnen",
            "in progress": "in Arbeit",
            "passed": "bestanden",
            "did not pass": "nicht bestanden",
            "past due": "überfällig",
        },
    ),
    mine=Mine(
        title="Dein Fortschritt",
        summary="{sessions}, davon bewertet: {scored}, etwa {time}.",
        nothing="Du hast noch keine Übung abgeschlossen.",
        assigned="Dir zugewiesen",
        start="„{title}“ beginnen",
        next="Als Nächstes üben",
        next_weakest="{skill} ist deine schwächste Fähigkeit ({rests}), zuletzt geübt am {day}. „{title}“ "
        "übt sie.",
        next_skill="{skill} steht bei {rests} und wurde zuletzt am {day} geübt. „{title}“ übt es.",
        next_new="„{title}“ ist neu für dich.",
        results="Deine Ergebnisse",
        skills="Deine Fähigkeiten",
        seen="Was Führungskräfte sehen",
        seen_none="Keine deiner Bewertungen.",
        seen_some=Counted(
            "Die Bewertung von 1 Übung, die dir zugewiesen war oder die du geteilt hast.",
            "Die Bewertungen von {n} Übungen, die dir zugewiesen waren oder die du geteilt hast.",
        ),
        unseen=Counted(
            "Von 1 anderen nur, dass du geübt und ob du abgeschlossen hast.",
            "Von {n} anderen nur, dass du geübt und ob du abgeschlossen hast.",
        ),
        quoted="Der Bericht ans Team darf einzelne Sätze aus zugewiesenen Übungen zitieren, maskiert und "
        "ohne deinen Namen.",
        never="Deine Gespräche liest niemand, außer den Sätzen einer Bewertung, die du anfichtst.",
        footer="Bei Fähigkeiten zählt eine Übung nach 30 Tagen halb. Kein Mittel unter {least} "
        "Bewertungen.",
    ),
)
