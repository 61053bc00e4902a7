# Предложения документа: заголовки страниц, диаграмм и таблиц и примечания под ними.
# Названия во множественном числе («новые клиенты») ставятся перед двоеточием: глагол при них звучал бы неестественно.

## not reviewed

# -- один показатель

doc-was = { GENDER($metric) ->
    [m] { CAP($metric) } составил { $value }
    [f] { CAP($metric) } составила { $value }
    [n] { CAP($metric) } составило { $value }
   *[pl] { CAP($metric) }: { $value }
}
doc-was-above = { GENDER($metric) ->
    [m] { CAP($metric) } составил { $value }, что на { $size } выше, чем { PERIOD($label, case: "when") }
    [f] { CAP($metric) } составила { $value }, что на { $size } выше, чем { PERIOD($label, case: "when") }
    [n] { CAP($metric) } составило { $value }, что на { $size } выше, чем { PERIOD($label, case: "when") }
   *[pl] { CAP($metric) }: { $value }, на { $size } больше, чем { PERIOD($label, case: "when") }
}
doc-was-below = { GENDER($metric) ->
    [m] { CAP($metric) } составил { $value }, что на { $size } ниже, чем { PERIOD($label, case: "when") }
    [f] { CAP($metric) } составила { $value }, что на { $size } ниже, чем { PERIOD($label, case: "when") }
    [n] { CAP($metric) } составило { $value }, что на { $size } ниже, чем { PERIOD($label, case: "when") }
   *[pl] { CAP($metric) }: { $value }, на { $size } меньше, чем { PERIOD($label, case: "when") }
}
doc-was-level = { doc-was }, на уровне { PERIOD($label, case: "gen") }
doc-was-from = { doc-was }; { PERIOD($label, case: "when") } было { $base }
doc-was-partial = { doc-was } ({ $label }, только дни с данными)
doc-no-data = { $metric }: нет данных за { PERIOD($label, case: "acc") }

doc-it-was-above = { GENDER($metric) ->
    [pl] Это на { $size } больше, чем { PERIOD($label, case: "when") }.
   *[other] Это на { $size } выше, чем { PERIOD($label, case: "when") }.
}
doc-it-was-below = { GENDER($metric) ->
    [pl] Это на { $size } меньше, чем { PERIOD($label, case: "when") }.
   *[other] Это на { $size } ниже, чем { PERIOD($label, case: "when") }.
}
doc-it-was-level = Это на уровне { PERIOD($label, case: "gen") }.
doc-it-was-from = { CAP($label, case: "when") } было { $base }.
doc-points = { $text }{"\u00A0"}п.{"\u00A0"}п.
doc-score-points = { $n ->
    [one] { $text }{"\u00A0"}балл
    [few] { $text }{"\u00A0"}балла
    [many] { $text }{"\u00A0"}баллов
   *[other] { $text }{"\u00A0"}балла
}
doc-target-met = Цель { $target } достигнута.
doc-target-missed = Цель { $target } не достигнута.
doc-target-met-by = Цель { $target } достигнута: выполнение { $attainment }.
doc-target-missed-by = Цель { $target } не достигнута: выполнение { $attainment }.

# -- сводки. $n – сколько показателей можно оценить; $extent: из нескольких ни один (none), все (all) или часть.

doc-score-improved = Относительно { PERIOD($label, case: "gen") } { $extent ->
    [none] ни один показатель из { $n } не улучшился
    [all] улучшились все { $n } { $n ->
        [one] показатель
        [few] показателя
       *[other] показателей
    }
   *[some] { $k ->
        [one] улучшился { $k } показатель из { $n }
        [few] улучшились { $k } показателя из { $n }
       *[other] улучшились { $k } показателей из { $n }
    }
}
doc-score-targets = { $extent ->
    [none] цели не достиг ни один из { $n }
    [all] цели достигли все { $n }
   *[some] { $k ->
        [one] цели достиг { $k } из { $n }
       *[other] цели достигли { $k } из { $n }
    }
}
doc-score-targets-alone = { $extent ->
    [none] Ни один показатель из { $n } не достиг цели
    [all] Цели достигли все { $n } { $n ->
        [one] показатель
        [few] показателя
       *[other] показателей
    }
   *[some] { $k ->
        [one] Цели достиг { $k } показатель из { $n }
        [few] Цели достигли { $k } показателя из { $n }
       *[other] Цели достигли { $k } показателей из { $n }
    }
}
doc-summary = { $sentence }; { $extent ->
    [none] ни один показатель из { $n } не улучшился
    [all] улучшились все { $n } { $n ->
        [one] показатель
        [few] показателя
       *[other] показателей
    }
   *[some] { $k ->
        [one] улучшился { $k } показатель из { $n }
        [few] улучшились { $k } показателя из { $n }
       *[other] улучшились { $k } показателей из { $n }
    }
}
doc-score-both = { $improved }; { $targets }
doc-score-none = { $n ->
    [one] { $n } показатель
    [few] { $n } показателя
   *[other] { $n } показателей
} за { PERIOD($label, case: "acc") }
doc-score-direction = Благоприятно изменение или нет, решает польза для бизнеса: чем ниже затраты, тем лучше.
doc-score-uncounted = { $n ->
    [1] Не учитывается: { $metrics }. Показатель сам по себе ни хорош, ни плох, или его не с чем сравнить.
   *[other] Не учитываются: { $metrics }. Эти показатели сами по себе ни хороши, ни плохи, или их не с чем сравнить.
}

# -- диаграммы и таблицы

doc-by-member = { $metric } { METRIC($dimension, case: "by") }
doc-by-day = { $metric } по дням
doc-by-week = { $metric } по неделям
doc-by-month = { $metric } по месяцам
doc-by-quarter = { $metric } по кварталам
doc-by-year = { $metric } по годам
doc-member-and-step = { $name }, { METRIC($dimension, case: "by") }
doc-members-share = { $metric } { METRIC($dimension, case: "by") }: { $member }{"\u00A0"}— { $share }
doc-members-share-change = { $metric } { METRIC($dimension, case: "by") }: { $member }{"\u00A0"}— { $share }; наибольшее изменение: { $mover }, { $change } к { PERIOD($label, case: "dat") }
doc-members-share-same = { $metric } { METRIC($dimension, case: "by") }: { $member }{"\u00A0"}— { $share } и наибольшее изменение, { $change } к { PERIOD($label, case: "dat") }
doc-members-range = { $metric } { METRIC($dimension, case: "by") }: наибольшее значение{"\u00A0"}— { $most } ({ $high }), наименьшее{"\u00A0"}— { $least } ({ $low })
doc-members-one = { $metric } { METRIC($dimension, case: "by") }: { $member }{"\u00A0"}— { $value }
doc-members-parts = { $metric } { METRIC($dimension, case: "by") }: { $parts }
doc-part = { $member }{"\u00A0"}— { $share }
doc-peak = { $metric }: максимум { $value } ({ $when })
doc-funnel = От этапа «{ CAP($first) }» до этапа «{ CAP($last) }» доходит { $rate }
doc-funnel-last = От этапа «{ CAP($first) }» до этапа «{ CAP($last) }» доходит { $rate }; самый слабый переход{"\u00A0"}— последний
doc-funnel-loss = От этапа «{ CAP($first) }» до этапа «{ CAP($last) }» доходит { $rate }; самый слабый переход{"\u00A0"}— к этапу «{ CAP($after) }»
doc-funnel-name = Воронка: { $first } → { $last }
doc-funnel-step = { $share } от этапа «{ CAP($first) }»
doc-funnel-continues = переход { $rate }
doc-funnel-continues-change = переход { $rate }, { $change } { $versus }
doc-year-before = Годом ранее
doc-change-on = Изменение к { PERIOD($label, case: "dat") }
doc-span = { $first } – { $last }
doc-alt-points = { $what }: { $points }.
doc-alt-course = { $what }, { $span }: с { $first } до { $last }; минимум { $low } ({ $low_when }), максимум { $high } ({ $high_when }).
doc-alt-last-year = Годом ранее: { $points }.
doc-alt-point = { $name }{"\u00A0"}— { $value }
doc-alt-point-base = { $name }{"\u00A0"}— { $value } ({ $label }: { $base })
doc-alt-event = { $label }: { $day }.
doc-ranked-by = { $label }, порядок по показателю «{ CAP($metric) }»
doc-unit-points = процентные пункты

# -- примечания под блоками

doc-other-members = Прочее: { $members }.
doc-other-distinct = { $metric }: каждый учтён один раз, поэтому части не складываются; для строки «Прочее» значения нет.
doc-total-distinct = { $metric }: в итоге каждый учтён один раз, поэтому сумма строк может быть больше.
doc-no-value-group = { $metric }: части не складываются; для строки «Прочее» значения нет.
doc-no-shares = { $metric }: некоторые части меньше нуля, поэтому долей от итога нет.
doc-partial = { $metric }: данные охватывают период не полностью ({ $label }).
doc-provisional = { $metric }: данные за { PERIOD($label, case: "acc") } предварительные и ещё могут измениться.
doc-not-comparable = { $metric }: данные за { PERIOD($label, case: "acc") } несопоставимы.
doc-targets-other-length = Цели ({ $metrics }) заданы для другого срока и здесь не оцениваются.
doc-gap = { $names }: { $reason }.
doc-gap-all = { $reason }.
doc-base-missing = нет данных за { PERIOD($label, case: "acc") }
doc-base-partial = данные за { PERIOD($label, case: "acc") } неполные
doc-base-zero = значение за { PERIOD($label, case: "acc") } равно нулю
doc-base-other-length = период сравнения ({ $label }) другой длины
doc-base-not-comparable = данные за { PERIOD($label, case: "acc") } несопоставимы
doc-empty-chart = { $name }: нет данных за { PERIOD($label, case: "acc") }.
doc-adjusted-week = Вместо 53-й недели, которой в том году нет, взят период «{ $label }».
doc-adjusted-day = Период «{ $label }» начинается или заканчивается 28 февраля вместо 29 февраля.
doc-no-takeaways = Выводов за этот период нет.

# -- обложка, сведения о данных

doc-title = { $client }: { $label }
doc-cover-art = { $metric } по дням, { $span }. Ярким выделен период: { $label }.
doc-notes-message = На чём основаны цифры и что ещё может измениться
doc-notes-none = Ничего не пропущено.
doc-gives = { $dataset } ({ $rows })
doc-days = { $days }, { $first } – { $last }
doc-days-missing = { $n ->
    [one] нет данных за { $n } день: { $days }
    [few] нет данных за { $n } дня: { $days }
   *[other] нет данных за { $n } дней: { $days }
}
doc-and-earlier = и ещё { $n } ранее
doc-state-days-missing = { $n ->
    [one] не хватает { $n } дня
   *[other] не хватает { $n } дней
}
doc-source-missing-days = { $source }: { $missing }.
doc-missing-dataset = Не вошло: { $names }. Нужен источник для набора данных «{ $dataset }».
doc-missing-columns = Не вошло: { $names }. В наборе данных «{ $dataset }» не хватает: { $columns }.
doc-missing-section = Раздел «{ $title }» не вошёл. { $reason }
doc-missing-text = Файла { $file } с текстом нет; страница выходит без него.
doc-variant = Вариант: { $variant }.
doc-build = { $timezone } · { $currency }

# -- как называется отчёт, по длине периода

doc-kind-day = Отчёт о результатах за день
doc-kind-week = Еженедельный отчёт о результатах
doc-kind-month = Ежемесячный отчёт о результатах
doc-kind-quarter = Квартальный отчёт о результатах
doc-kind-year = Годовой отчёт о результатах
doc-kind-range = Отчёт о результатах
