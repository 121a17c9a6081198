"""What ChatTrain says in German: where it has to address somebody, with du."""

from __future__ import annotations

from bot.domain.wording.table import Doing, Judgement, Labels, Opinions, Questions, Talk, Wording

GERMAN = Wording(
    language="de",
    talk=Talk(
        privacy="Eine Maschine spielt das Gegenüber und bewertet die Übung. "
        "Das Gespräch liest niemand außer dir. Du übst für dich: Führungskräfte sehen nur, dass die "
        "Übung abgeschlossen wurde, solange du das Ergebnis nicht teilst.",
        privacy_assigned="Eine Maschine spielt das Gegenüber und bewertet die Übung. "
        "Das Gespräch liest niemand außer dir. Sie wurde dir zugewiesen: Führungskräfte sehen das "
        "Ergebnis, und vom Gesagten nur Zeilen zu einer Bewertung, der du widersprichst.",
        privacy_quoted="Die Zusammenfassung des Teams darf einzelne Zeilen zitieren, maskiert und "
        "ohne deinen Namen.",
        decided="{who} hat sich „{title}“ angesehen und entschieden: {level} ({points}/100) statt "
        "{given}. „{reason}“ Dein Ergebnis ist jetzt {total}.",
        upheld="{who} hat sich „{title}“ angesehen und lässt die Bewertung, wie sie ist: „{reason}“",
        shared="Führungskräfte sehen jetzt das Ergebnis dieser Übung, und nichts vom Gesagten. "
        "„Nicht mehr teilen“ an der Bewertung nimmt es zurück.",
        unshared="Führungskräfte sehen das Ergebnis dieser Übung nicht mehr, nur dass sie "
        "abgeschlossen wurde.",
        help="Antworte wie im echten Gespräch. "
        "`!hint` gibt einen Hinweis, `!stop` hält eine Antwort an, die gerade geschrieben wird, "
        "`!finish` beendet das Gespräch und bewertet es, `!retry` beginnt es von vorn.",
        empty="Die Nachricht hatte keinen Text. Schreib, was du sagen würdest; "
        "`!help` nennt die Befehle.",
        not_yours="Diese Übung gehört jemand anderem. `/chattrain start` öffnet eine eigene.",
        unknown_word="Es gibt kein `!{typed}`. Möglich sind: {words}.",
        too_long="Die Nachricht hat {length} Zeichen; hier darf eine {limit} haben. "
        "Sie wurde nicht gesendet. Kürze sie und sende sie noch einmal.",
        all_said="Alle deine Nachrichten ({count}) sind verbraucht, darum zählt diese nicht. "
        "Das Gespräch wird nach der letzten Antwort bewertet.",
        limit="Du hast {turns} Nachrichten; du kannst früher aufhören.",
        limit_with_time="Du hast {turns} Nachrichten und {minutes} Minuten; "
        "du kannst früher aufhören.",
        nothing_written="Gerade wird nichts geschrieben. "
        "`!finish` beendet das Gespräch und zeigt das Ergebnis.",
        nothing_said="Du hast noch nichts gesagt, also gibt es nichts zu bewerten. "
        "Antworte auf die erste Nachricht, oder schließe die Übung ohne Bewertung.",
        scoring="Das Gespräch wird gerade bewertet, darum zählt diese Nachricht nicht. "
        "Sobald das Ergebnis da ist, kannst du es von jeder Nachricht an noch einmal versuchen.",
        closed="Diese Übung ist geschlossen. Du kannst sie noch einmal versuchen oder eine andere "
        "beginnen.",
        not_closed="Diese Übung läuft noch. "
        "Mit `!finish` wird sie bewertet; danach kannst du sie noch einmal versuchen.",
        scoring_stopped="Die Bewertung wurde angehalten. Das Gespräch bleibt erhalten und kann "
        "jederzeit bewertet werden: mit „Doch bewerten“ oder `!finish`.",
        no_hint="Für dieses Szenario gibt es keine weiteren Hinweise. "
        "Sag in eigenen Worten, was du sagen würdest.",
        no_hint_now="Für diesen Augenblick gibt es keinen weiteren Hinweis. "
        "Antworte zuerst, dann frag noch einmal.",
        ended_without_score="Die Übung ist ohne Bewertung geschlossen.",
        ask_close="Diese Übung ohne Bewertung schließen? "
        "Was gesagt wurde, bleibt gespeichert, wird aber nicht bewertet.",
        kept="Die Übung geht weiter. Antworte da, wo du warst.",
        reminder="Diese Übung ist noch offen. Antworte, um weiterzumachen, "
        "oder beende sie, um das Ergebnis zu sehen.",
        expired="Hier wurde drei Tage lang nichts gesagt, "
        "darum wurde die Übung als nicht beendet geschlossen.",
        failed="Die Antwort konnte nicht zu Ende geschrieben werden, weil das Sprachmodell nicht "
        "geantwortet hat. Deine Nachricht bleibt; lass noch einmal antworten.",
        failed_spent="Die Grenze für Sprachmodelle ist erreicht, darum kommt keine Antwort. Deine "
        "Nachricht bleibt: Lass später noch einmal antworten, oder tippe `!finish`, um das Ergebnis zu dem "
        "zu sehen, was gesagt wurde.",
        stood_in={
            "silent": "Das Sprachmodell antwortet gerade nicht, darum spricht für dein Gegenüber "
            "das Skript des Szenarios. Du kannst weitermachen wie bisher.",
            "spent": "Die Grenze für Sprachmodelle ist erreicht, darum spricht für dein Gegenüber "
            "das Skript des Szenarios. Du kannst weitermachen wie bisher.",
        },
        time_is_up="Die Zeit für dieses Szenario ist um. Das Gespräch wird jetzt bewertet.",
        not_taken="Das konnte wegen eines Fehlers in ChatTrain nicht angenommen werden. "
        "Alles andere geht weiter: Versuch es noch einmal oder sag es anders.",
        not_opened="Die Übung konnte nicht geöffnet werden, weil ChatTrain hier kein Gespräch "
        "öffnen darf. Sie ist geschlossen; starte sie an einem anderen Ort oder bitte um die Berechtigung.",
        place_gone="Den Ort des Gesprächs gibt es nicht mehr, darum wurde die Übung geschlossen.",
        too_late="Diese Änderung kam zu spät: Es zählt, was du zuerst geschrieben hast.",
        goes_on="Du hast „{title}“ offen; es geht in einem eigenen Thread weiter.",
        opens_in="Gerade üben viele. Deine Übung beginnt in etwa {seconds} Sekunden.",
        taken_in="In „{title}“ aufgenommen; die Antwort steht dort im Thread.",
        thousands=".",
    ),
    labels=Labels(
        finish="Beenden und bewerten",
        close="Ohne Bewertung schließen",
        go_on="Weitermachen",
        hint="Hinweis",
        answer_again="Noch einmal antworten lassen",
        try_again="Noch einmal versuchen",
        from_here="Von hier noch einmal versuchen",
        next_scenario="Nächstes Szenario",
        stop="Anhalten",
        score_after_all="Doch bewerten",
        share="Mit Führungskräften teilen",
        unshare="Nicht mehr teilen",
        dispute="Bewertung widersprechen",
        you="Du",
        role="Deine Rolle",
        situation="Lage",
        goal="Dein Ziel",
        limits="Grenzen",
        talks_with="Du sprichst mit",
        attempt="{number}. Versuch",
        words="!hint hilft, !stop hält eine Antwort an, !finish beendet und bewertet, "
        "!help sagt mehr.",
        go_there="Zum Gespräch",
        a_hint="Hinweis",
        a_note="Coach",
        scorecard="Ergebnis",
        you_said="Du hast gesagt",
        yours="Deins",
        an_example="Ein schwaches Beispiel",
        stronger="Stärker",
        why="Warum",
        try_next="Nächster Schritt",
        helpful="Hilfreich",
        not_helpful="Nicht hilfreich",
        left_out="Einiges ist hier weggelassen, damit es in eine Nachricht passt.",
    ),
    questions=Questions(
        dispute="Bewertung anfechten",
        dispute_why="Was hat die Bewertung übersehen?",
        decide="Note entscheiden",
        decide_why="Warum? Der Übende liest es.",
        send="Senden",
    ),
    judgement=Judgement(
        acts={
            "open_question": Doing(
                title="eine offene Frage",
                advice="Stell eine Frage, die sich nicht mit Ja, Nein oder einer Zahl "
                "beantworten lässt",
            ),
            "echo": Doing(
                title="Worte des Gegenübers, aufgenommen",
                advice="Nimm Worte auf, die dein Gegenüber gerade gebraucht hat",
            ),
            "acknowledgement": Doing(
                title="eine Anerkennung dessen, was das Gegenüber erlebt hat",
                advice="Sag, was dein Gegenüber erlebt hat, mit dem, was geschehen ist",
            ),
            "apology": Doing(
                title="eine Entschuldigung ohne Ausrede",
                advice="Bitte um Entschuldigung und sag wofür, ohne einen Grund daneben",
            ),
            "next_step": Doing(
                title="ein konkreter nächster Schritt",
                advice="Sag, wer was tut und bis wann",
            ),
            "check_understanding": Doing(
                title="eine Rückfrage, ob es richtig verstanden ist",
                advice="Sag in eigenen Worten, was du verstanden hast, und frag, ob es stimmt",
            ),
            "thanks": Doing(
                title="ein Dank",
                advice="Bedank dich und sag wofür",
            ),
            "blame": Doing(
                title="eine Schuldzuweisung",
                advice="Lass weg, wer schuld ist",
            ),
            "dismissal": Doing(
                title="eine Abfuhr",
                advice="Nimm das Gesagte, wie es ist, ohne es kleinzureden",
            ),
            "jargon": Doing(
                title="Fachjargon",
                advice="Nimm das Wort, das dein Gegenüber nehmen würde",
            ),
            "overpromise": Doing(
                title="ein Versprechen, das niemand halten kann",
                advice="Versprich nur, was du halten kannst",
            ),
            "pressure": Doing(
                title="Druck",
                advice="Lass deinem Gegenüber Zeit und Raum für die Entscheidung",
            ),
        },
        being_made="Score: wird ermittelt",
        score="Score: {total}/100",
        no_total="Score: nicht genug zum Beurteilen",
        passed="bestanden",
        not_passed="noch nicht bestanden",
        pass_mark="bestanden ab {mark}",  # noqa: S106  # a mark, no password
        bands={
            "not yet": "noch nicht",
            "basic": "Grundstufe",
            "good": "gut",
            "excellent": "ausgezeichnet",
        },
        compared="{before} → {now}, über die beide Male beurteilten Kriterien",
        blocked="Nicht bestanden, weil: {title}",
        judged="Beurteilt: {share} % des Gewichts{rest}.",
        judged_nothing="Beurteilt: nichts{rest}.",
        for_model="ein Sprachmodell braucht es für {titles}",
        for_language="die Regeln kennen die Sprache nicht für {titles}",
        too_little="es wurde zu wenig gesagt",
        level="{level} von {levels}: {title}",
        points="{points}/100",
        was="war {before}, jetzt {now}",
        not_judged="nicht beurteilt",
        given="gegeben war {before}",
        overridden="„{title}“: {who} hat „{now}“ statt „{given}“ entschieden: {why}",
        analysing="Kriterium {number} von {count} wird ausgewertet",
        no_model="Nicht beurteilt: Das braucht ein Sprachmodell, und keines wurde gefragt.",
        no_rules="Nicht beurteilt: Die Regeln lesen nur Englisch und Deutsch, "
        "und kein Sprachmodell wurde gefragt.",
        not_enough="Nicht genug zum Beurteilen: Es wurde zu wenig gesagt.",
        not_seen="Nicht zu sehen in {messages}: {what}.",
        for_more="Für die nächste Stufe, nicht zu sehen in {messages}: {what}.",
        has="{message} enthält {what}: {quote}",
        none_of="Nicht zu sehen in {messages}: {what}.",
        copied="Aus dem Szenario kopierte Worte zählen nicht ({messages}).",
        foreign="Worte in einer anderen Sprache zählen nicht ({messages}).",
        stock="Sätze, die in jedes Gespräch passen, zählen nicht ({messages}).",
        message="deiner Nachricht {first}",
        messages="deinen Nachrichten {first} bis {last}",
        a_message="Deine Nachricht {first}",
        cited="Nachricht {first}",
        one_of="eines von: {these}",
        and_=" und ",
        more_of="{count} weitere von: {these}",
        words_like="Worte wie {phrase}",
        held_back="was das Gegenüber zurückhält, ans Licht gebracht",
        mood="eine bessere Stimmung des Gegenübers ({gauge})",
        in_time="das zur rechten Zeit",
        include="Bring noch eines ein: {what}",
        bring_out="Frag, bis dein Gegenüber sagt, was es zurückhält",
        try_again="{title}: Da geht noch mehr",
        for_example=" Zum Beispiel: {stronger}",
        leave_out="Lass eines weg: {what}",
        instead_of="{advice}, anders als in {quote}",
        good="Gut: {what}, {quote}.",
        to_do="Als Nächstes: {advice}.",
        quoted="„{text}“",
    ),
    opinions=Opinions(
        no_answer="Nicht beurteilt: Das braucht ein Sprachmodell, und keines hat geantwortet.",
        cannot_tell="Nicht beurteilt: Das Sprachmodell konnte es nicht sagen. {reason}",
        without_model={
            "silent": "Das Sprachmodell hat nicht auf alles geantwortet; "
            "dort haben allein die Regeln geurteilt.",
            "spent": "Die Grenze für Sprachmodelle ist erreicht; "
            "was sie nicht beurteilt haben, haben allein die Regeln beurteilt.",
        },
        found="Von den Regeln gefunden: {what}.",
        found_none="Von den Regeln gefunden: nichts davon: {what}.",
        agrees="Das Sprachmodell sieht es auch so: {reason}",
        capped="Das Sprachmodell gäbe „{given}“; mehr wird nicht gegeben, als das trägt, "
        "was die Regeln gefunden haben. {reason}",
        lowered="Die Regeln sahen „{rules}“; es ist eine Stufe weniger wegen deiner Worte, "
        "auf die das Sprachmodell zeigt: {reason}",
        not_lowered="Das Sprachmodell gäbe „{given}“; was die Regeln gefunden haben, gilt.",
        no_evidence="Das Sprachmodell hat Worte angeführt, die du nicht gesagt hast, "
        "also zählt sein Urteil nicht.",
        two_differ="Zwei Urteile von Sprachmodellen weichen voneinander ab, "
        "„{first}“ und „{second}“.",
        lower_counts="Das niedrigere zählt.",
        unsure="Das Sprachmodell ist sich hier nicht sicher.",
        partly_read="Das Gespräch ist lang: Das Sprachmodell hat {read} deiner {every} Nachrichten "
        "gelesen, die Regeln alle.",
        alone="Allein vom Sprachmodell beurteilt, also zählt es nicht fürs Bestehen.",
        secured="Nicht bestanden: Ohne das, was allein ein Sprachmodell beurteilt hat, "
        "sind es {total}/100.",
        nothing_secured="Nicht bestanden: Ohne das, was allein ein Sprachmodell beurteilt hat, "
        "ist es nicht genug zum Beurteilen.",
        second_look="Zum Nachsehen für einen Menschen: {titles}.",
    ),
)
