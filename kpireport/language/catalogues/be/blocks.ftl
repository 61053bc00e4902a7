# Словы і сказы асобных блокаў: параўнанне, каскад, малыя графікі, табліцы варонкі і кагорт, крокі, падзеі, дадатак.

## not reviewed

doc-names-in-full = Поўныя назвы: { $names }
doc-comparison-name = { CAP($label) } побач з іншымі перыядамі
doc-one-scale = Маштаб усюды адзін.

# -- каскадная дыяграма. $change і $part – велічыні са знакам.

doc-waterfall-factors = { $metric } па фактарах: { $factors }
doc-waterfall-most = { $metric }: { $change } адносна { PERIOD($label, case: "gen") }; найбольшы ўклад: { $member }, { $part }
doc-waterfall-level = { $metric }: без змен адносна { PERIOD($label, case: "gen") }
doc-waterfall-rest = Не растлумачана
doc-waterfall-rest-note = Здабытак фактараў не роўны дакладна паказчыку «{ $metric }»; розніца паказана як не растлумачаная.
doc-waterfall-no-base = { $name }: даныя за { PERIOD($label, case: "acc") } няма з чым параўнаць.
doc-waterfall-no-parts = { $name }: часткі за { PERIOD($label, case: "acc") } не складаюць цэлага, таму дакладнага раскладання няма.

# -- табліцы варонкі

doc-funnel-step-column = Этап
doc-funnel-of-before = Ад папярэдняга этапу
doc-funnel-of-first = Ад першага этапу
doc-funnel-weakest = найслабейшы пераход

# -- табліцы кагорт. $k і $n – колькасць адрэзкаў часу ад пачатку.

doc-cohort-day = Праз { $k ->
    [one] { $k } дзень
    [few] { $k } дні
    [many] { $k } дзён
   *[other] { $k } дня
} застаюцца { $rate } тых, хто пачаў, праз { $n ->
    [one] { $n } дзень
    [few] { $n } дні
    [many] { $n } дзён
   *[other] { $n } дня
} { $later }
doc-cohort-week = Праз { $k ->
    [one] { $k } тыдзень
    [few] { $k } тыдні
    [many] { $k } тыдняў
   *[other] { $k } тыдня
} застаюцца { $rate } тых, хто пачаў, праз { $n ->
    [one] { $n } тыдзень
    [few] { $n } тыдні
    [many] { $n } тыдняў
   *[other] { $n } тыдня
} { $later }
doc-cohort-month = Праз { $k ->
    [one] { $k } месяц
    [few] { $k } месяцы
    [many] { $k } месяцаў
   *[other] { $k } месяца
} застаюцца { $rate } тых, хто пачаў, праз { $n ->
    [one] { $n } месяц
    [few] { $n } месяцы
    [many] { $n } месяцаў
   *[other] { $n } месяца
} { $later }
doc-cohort-quarter = Праз { $k ->
    [one] { $k } квартал
    [few] { $k } кварталы
    [many] { $k } кварталаў
   *[other] { $k } квартала
} застаюцца { $rate } тых, хто пачаў, праз { $n ->
    [one] { $n } квартал
    [few] { $n } кварталы
    [many] { $n } кварталаў
   *[other] { $n } квартала
} { $later }
doc-cohort-year = Праз { $k ->
    [one] { $k } год
    [few] { $k } гады
    [many] { $k } гадоў
   *[other] { $k } года
} застаюцца { $rate } тых, хто пачаў, праз { $n ->
    [one] { $n } год
    [few] { $n } гады
    [many] { $n } гадоў
   *[other] { $n } года
} { $later }
doc-cohort-one-day = Праз { $k ->
    [one] { $k } дзень
    [few] { $k } дні
    [many] { $k } дзён
   *[other] { $k } дня
} застаюцца { $rate } тых, хто пачаў
doc-cohort-one-week = Праз { $k ->
    [one] { $k } тыдзень
    [few] { $k } тыдні
    [many] { $k } тыдняў
   *[other] { $k } тыдня
} застаюцца { $rate } тых, хто пачаў
doc-cohort-one-month = Праз { $k ->
    [one] { $k } месяц
    [few] { $k } месяцы
    [many] { $k } месяцаў
   *[other] { $k } месяца
} застаюцца { $rate } тых, хто пачаў
doc-cohort-one-quarter = Праз { $k ->
    [one] { $k } квартал
    [few] { $k } кварталы
    [many] { $k } кварталаў
   *[other] { $k } квартала
} застаюцца { $rate } тых, хто пачаў
doc-cohort-one-year = Праз { $k ->
    [one] { $k } год
    [few] { $k } гады
    [many] { $k } гадоў
   *[other] { $k } года
} застаюцца { $rate } тых, хто пачаў
doc-cohort-columns-day = Слупкі: дні ад пачатку; у ячэйках доля першага дня, чым цямней, тым больш
doc-cohort-columns-week = Слупкі: тыдні ад пачатку; у ячэйках доля першага тыдня, чым цямней, тым больш
doc-cohort-columns-month = Слупкі: месяцы ад пачатку; у ячэйках доля першага месяца, чым цямней, тым больш
doc-cohort-columns-quarter = Слупкі: кварталы ад пачатку; у ячэйках доля першага квартала, чым цямней, тым больш
doc-cohort-columns-year = Слупкі: гады ад пачатку; у ячэйках доля першага года, чым цямней, тым больш
doc-cohort-all = Усе
doc-cohort-mean = Усе: сума тых, хто застаўся, да сумы тых, хто пачаў, таму большыя групы важаць больш.

# -- далейшыя крокі і падзеі. $open – тое, што не зроблена і не адменена.

doc-steps = { $n ->
    [one] Узгоднены { $n } крок
    [few] Узгоднены { $n } крокі
   *[other] Узгоднена { $n } крокаў
}, { $open ->
    [0] адкрытых няма
   *[other] адкрыта: { $open }
}
doc-steps-overdue = пратэрмінавана: { $n }
doc-events-name = Што адбылося
doc-events-none = За { PERIOD($label, case: "acc") } падзей не адзначана.
doc-one-point = { $name }: даныя ёсць толькі за { PERIOD($label, case: "acc") }, дынамікі пакуль няма.

# -- дадатак

doc-appendix-message = Што азначаюць { $n ->
    [one] { $n } паказчык
    [few] { $n } паказчыкі
   *[other] { $n } паказчыкаў
} гэтай справаздачы
ui-overdue = Пратэрмінавана
ui-step-open = Адкрыты
ui-step-in-progress = У працы
ui-step-done = Гатова
ui-step-cancelled = Адменены
ui-owner = Хто
ui-due = Тэрмін
ui-step = Што
ui-measure = Як убачым вынік
ui-date = Дата
ui-event = Падзея
ui-formula = Формула
ui-computed = Як вылічаны
ui-variant = Варыянт
ui-from = Крыніца даных
ui-unit = Адзінка
