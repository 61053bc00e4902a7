# Сказы дакумента: загалоўкі старонак, дыяграм і табліц і заўвагі пад імі.
# Назвы ў множным ліку («новыя кліенты») стаяць перад двукроп’ем: дзеяслоў пры іх гучаў бы ненатуральна.

## not reviewed

# -- адзін паказчык

doc-was = { GENDER($metric) ->
    [m] { CAP($metric) } склаў { $value }
    [f] { CAP($metric) } склала { $value }
    [n] { CAP($metric) } склала { $value }
   *[pl] { CAP($metric) }: { $value }
}
doc-was-above = { GENDER($metric) ->
    [pl] { doc-was }, на { $size } больш, чым { PERIOD($label, case: "when") }
   *[other] { doc-was }, што на { $size } вышэй, чым { PERIOD($label, case: "when") }
}
doc-was-below = { GENDER($metric) ->
    [pl] { doc-was }, на { $size } менш, чым { PERIOD($label, case: "when") }
   *[other] { doc-was }, што на { $size } ніжэй, чым { PERIOD($label, case: "when") }
}
doc-was-level = { doc-was }, на ўзроўні { PERIOD($label, case: "gen") }
doc-was-from = { doc-was }; { PERIOD($label, case: "when") } было { $base }
doc-was-partial = { doc-was } ({ $label }, толькі дні з данымі)
doc-no-data = { $metric }: няма даных за { PERIOD($label, case: "acc") }

doc-it-was-above = { GENDER($metric) ->
    [pl] Гэта на { $size } больш, чым { PERIOD($label, case: "when") }.
   *[other] Гэта на { $size } вышэй, чым { PERIOD($label, case: "when") }.
}
doc-it-was-below = { GENDER($metric) ->
    [pl] Гэта на { $size } менш, чым { PERIOD($label, case: "when") }.
   *[other] Гэта на { $size } ніжэй, чым { PERIOD($label, case: "when") }.
}
doc-it-was-level = Гэта на ўзроўні { PERIOD($label, case: "gen") }.
doc-it-was-from = { CAP($label, case: "when") } было { $base }.
doc-points = { $text }{"\u00A0"}п.{"\u00A0"}п.
doc-score-points = { $text }{"\u00A0"}{ $n ->
    [one] бал
    [few] балы
    [many] балаў
   *[other] бала
}
doc-target-met = Мэта { $target } дасягнута.
doc-target-missed = Мэта { $target } не дасягнута.
doc-target-met-by = Мэта { $target } дасягнута: выкананне { $attainment }.
doc-target-missed-by = Мэта { $target } не дасягнута: выкананне { $attainment }.

# -- зводкі. $n – колькі паказчыкаў можна ацаніць; $extent: з некалькіх ніводны (none), усе (all) ці частка.

doc-score-improved = Адносна { PERIOD($label, case: "gen") } { $extent ->
    [none] ніводзін паказчык з { $n } не палепшыўся
    [all] палепшыліся ўсе { $n } { $n ->
        [one] паказчык
        [few] паказчыкі
       *[other] паказчыкаў
    }
   *[some] { $k ->
        [one] палепшыўся { $k } паказчык з { $n }
        [few] палепшыліся { $k } паказчыкі з { $n }
       *[other] палепшыліся { $k } паказчыкаў з { $n }
    }
}
doc-score-targets = { $extent ->
    [none] мэты не дасягнуў ніводзін з { $n }
    [all] мэты дасягнулі ўсе { $n }
   *[some] { $k ->
        [one] мэты дасягнуў { $k } з { $n }
       *[other] мэты дасягнулі { $k } з { $n }
    }
}
doc-score-targets-alone = { $extent ->
    [none] Ніводзін паказчык з { $n } не дасягнуў мэты
    [all] Мэты дасягнулі ўсе { $n } { $n ->
        [one] паказчык
        [few] паказчыкі
       *[other] паказчыкаў
    }
   *[some] { $k ->
        [one] Мэты дасягнуў { $k } паказчык з { $n }
        [few] Мэты дасягнулі { $k } паказчыкі з { $n }
       *[other] Мэты дасягнулі { $k } паказчыкаў з { $n }
    }
}
doc-summary = { $sentence }; { $extent ->
    [none] ніводзін паказчык з { $n } не палепшыўся
    [all] палепшыліся ўсе { $n } { $n ->
        [one] паказчык
        [few] паказчыкі
       *[other] паказчыкаў
    }
   *[some] { $k ->
        [one] палепшыўся { $k } паказчык з { $n }
        [few] палепшыліся { $k } паказчыкі з { $n }
       *[other] палепшыліся { $k } паказчыкаў з { $n }
    }
}
doc-score-both = { $improved }; { $targets }
doc-score-none = { $n ->
    [one] { $n } паказчык
    [few] { $n } паказчыкі
   *[other] { $n } паказчыкаў
} за { PERIOD($label, case: "acc") }
doc-score-direction = Ці спрыяльная змена, вызначае карысць для бізнесу: чым ніжэйшыя выдаткі, тым лепш.
doc-score-uncounted = { $n ->
    [1] Не ўлічваецца: { $metrics }. Паказчык сам па сабе ні добры, ні дрэнны, або яго няма з чым параўнаць.
   *[other] Не ўлічваюцца: { $metrics }. Гэтыя паказчыкі самі па сабе ні добрыя, ні дрэнныя, або іх няма з чым параўнаць.
}

# -- дыяграмы і табліцы

doc-by-member = { $metric } { METRIC($dimension, case: "by") }
doc-by-day = { $metric } па днях
doc-by-week = { $metric } па тыднях
doc-by-month = { $metric } па месяцах
doc-by-quarter = { $metric } па кварталах
doc-by-year = { $metric } па гадах
doc-member-and-step = { $name }, { METRIC($dimension, case: "by") }
doc-members-share = { $metric } { METRIC($dimension, case: "by") }: { $member }{"\u00A0"}— { $share }
doc-members-share-change = { $metric } { METRIC($dimension, case: "by") }: { $member }{"\u00A0"}— { $share }; найбольшая змена: { $mover }, { $change } адносна { PERIOD($label, case: "gen") }
doc-members-share-same = { $metric } { METRIC($dimension, case: "by") }: { $member }{"\u00A0"}— { $share } і найбольшая змена, { $change } адносна { PERIOD($label, case: "gen") }
doc-members-range = { $metric } { METRIC($dimension, case: "by") }: найбольшае значэнне{"\u00A0"}— { $most } ({ $high }), найменшае{"\u00A0"}— { $least } ({ $low })
doc-members-one = { $metric } { METRIC($dimension, case: "by") }: { $member }{"\u00A0"}— { $value }
doc-members-parts = { $metric } { METRIC($dimension, case: "by") }: { $parts }
doc-part = { $member }{"\u00A0"}— { $share }
doc-peak = { $metric }: максімум { $value } ({ $when })
doc-funnel = Ад этапу «{ CAP($first) }» да этапу «{ CAP($last) }» даходзіць { $rate }
doc-funnel-last = Ад этапу «{ CAP($first) }» да этапу «{ CAP($last) }» даходзіць { $rate }; найслабейшы пераход{"\u00A0"}— апошні
doc-funnel-loss = Ад этапу «{ CAP($first) }» да этапу «{ CAP($last) }» даходзіць { $rate }; найслабейшы пераход{"\u00A0"}— да этапу «{ CAP($after) }»
doc-funnel-name = Варонка: { $first } → { $last }
doc-funnel-step = { $share } ад этапу «{ CAP($first) }»
doc-funnel-continues = пераход { $rate }
doc-funnel-continues-change = пераход { $rate }, { $change } { $versus }
doc-year-before = Годам раней
doc-change-on = Змена адносна { PERIOD($label, case: "gen") }
doc-span = { $first } – { $last }
doc-alt-points = { $what }: { $points }.
doc-alt-course = { $what }, { $span }: з { $first } да { $last }; мінімум { $low } ({ $low_when }), максімум { $high } ({ $high_when }).
doc-alt-last-year = Годам раней: { $points }.
doc-alt-point = { $name }{"\u00A0"}— { $value }
doc-alt-point-base = { $name }{"\u00A0"}— { $value } ({ $label }: { $base })
doc-alt-event = { $label }: { $day }.
doc-ranked-by = { $label }, парадак паводле паказчыка «{ CAP($metric) }»
doc-unit-points = працэнтныя пункты

# -- заўвагі пад блокамі

doc-other-members = Іншае: { $members }.
doc-other-distinct = { $metric }: кожны ўлічаны адзін раз, таму часткі не складаюцца; для радка «Іншае» значэння няма.
doc-total-distinct = { $metric }: у выніку кожны ўлічаны адзін раз, таму сума радкоў можа быць большая.
doc-no-value-group = { $metric }: часткі не складаюцца; для радка «Іншае» значэння няма.
doc-no-shares = { $metric }: некаторыя часткі меншыя за нуль, таму доляў ад выніку няма.
doc-partial = { $metric }: даныя ахопліваюць перыяд не цалкам ({ $label }).
doc-provisional = { $metric }: даныя за { PERIOD($label, case: "acc") } папярэднія і яшчэ могуць змяніцца.
doc-not-comparable = { $metric }: даныя за { PERIOD($label, case: "acc") } несупастаўныя.
doc-targets-other-length = Мэты ({ $metrics }) зададзены для іншага тэрміну і тут не ацэньваюцца.
doc-gap = { $names }: { $reason }.
doc-gap-all = { $reason }.
doc-base-missing = няма даных за { PERIOD($label, case: "acc") }
doc-base-partial = даныя за { PERIOD($label, case: "acc") } няпоўныя
doc-base-zero = значэнне за { PERIOD($label, case: "acc") } роўнае нулю
doc-base-other-length = перыяд параўнання ({ $label }) іншай даўжыні
doc-base-not-comparable = даныя за { PERIOD($label, case: "acc") } несупастаўныя
doc-empty-chart = { $name }: няма даных за { PERIOD($label, case: "acc") }.
doc-adjusted-week = Замест 53-га тыдня, якога ў тым годзе няма, узяты перыяд «{ $label }».
doc-adjusted-day = Перыяд «{ $label }» пачынаецца або заканчваецца 28 лютага замест 29 лютага.
doc-no-takeaways = Высноў за гэты перыяд няма.

# -- вокладка, звесткі пра даныя

doc-title = { $client }: { $label }
doc-cover-art = { $metric } па днях, { $span }. Ярка вылучаны перыяд: { $label }.
doc-notes-message = На чым заснаваны лічбы і што яшчэ можа змяніцца
doc-notes-none = Нічога не прапушчана.
doc-gives = { $dataset } ({ $rows })
doc-days = { $days }, { $first } – { $last }
doc-days-missing = { $n ->
    [one] няма даных за { $n } дзень: { $days }
    [few] няма даных за { $n } дні: { $days }
   *[other] няма даных за { $n } дзён: { $days }
}
doc-and-earlier = і яшчэ { $n } раней
doc-state-days-missing = { $n ->
    [one] не хапае { $n } дня
   *[other] не хапае { $n } дзён
}
doc-source-missing-days = { $source }: { $missing }.
doc-missing-dataset = Не ўвайшло: { $names }. Патрэбна крыніца для набору даных «{ $dataset }».
doc-missing-columns = Не ўвайшло: { $names }. У наборы даных «{ $dataset }» не хапае: { $columns }.
doc-missing-section = Раздзел «{ $title }» не ўвайшоў. { $reason }
doc-missing-text = Файла { $file } з тэкстам няма; старонка выходзіць без яго.
doc-variant = Варыянт: { $variant }.
doc-build = { $timezone } · { $currency }

# -- як называецца справаздача, паводле даўжыні перыяду

doc-kind-day = Справаздача аб выніках за дзень
doc-kind-week = Штотыднёвая справаздача аб выніках
doc-kind-month = Штомесячная справаздача аб выніках
doc-kind-quarter = Квартальная справаздача аб выніках
doc-kind-year = Гадавая справаздача аб выніках
doc-kind-range = Справаздача аб выніках
