# Слова и предложения отдельных блоков: сравнение, каскад, малые графики, таблицы воронки и когорт, шаги, события, приложение.

## not reviewed

doc-names-in-full = Полные названия: { $names }
doc-comparison-name = { CAP($label) } рядом с другими периодами
doc-one-scale = Масштаб везде один.

# -- каскадная диаграмма. $change и $part – величины со знаком.

doc-waterfall-factors = { $metric } по факторам: { $factors }
doc-waterfall-most = { $metric }: { $change } к { PERIOD($label, case: "dat") }; наибольший вклад: { $member }, { $part }
doc-waterfall-level = { $metric }: без изменений к { PERIOD($label, case: "dat") }
doc-waterfall-rest = Не объяснено
doc-waterfall-rest-note = Произведение факторов не равно в точности показателю «{ $metric }»; разница показана как не объяснённая.
doc-waterfall-no-base = { $name }: данные за { PERIOD($label, case: "acc") } сравнить не с чем.
doc-waterfall-no-parts = { $name }: части за { PERIOD($label, case: "acc") } не составляют целого, поэтому точного разложения нет.

# -- таблицы воронки

doc-funnel-step-column = Этап
doc-funnel-of-before = От прошлого этапа
doc-funnel-of-first = От первого этапа
doc-funnel-weakest = самый слабый переход

# -- таблицы когорт. $k и $n – число отрезков времени с начала.

doc-cohort-day = Через { $k ->
    [one] { $k } день
    [few] { $k } дня
    [many] { $k } дней
   *[other] { $k } дня
} остаются { $rate } начавших, через { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
} { $later }
doc-cohort-week = Через { $k ->
    [one] { $k } неделю
    [few] { $k } недели
    [many] { $k } недель
   *[other] { $k } недели
} остаются { $rate } начавших, через { $n ->
    [one] { $n } неделю
    [few] { $n } недели
    [many] { $n } недель
   *[other] { $n } недели
} { $later }
doc-cohort-month = Через { $k ->
    [one] { $k } месяц
    [few] { $k } месяца
    [many] { $k } месяцев
   *[other] { $k } месяца
} остаются { $rate } начавших, через { $n ->
    [one] { $n } месяц
    [few] { $n } месяца
    [many] { $n } месяцев
   *[other] { $n } месяца
} { $later }
doc-cohort-quarter = Через { $k ->
    [one] { $k } квартал
    [few] { $k } квартала
    [many] { $k } кварталов
   *[other] { $k } квартала
} остаются { $rate } начавших, через { $n ->
    [one] { $n } квартал
    [few] { $n } квартала
    [many] { $n } кварталов
   *[other] { $n } квартала
} { $later }
doc-cohort-year = Через { $k ->
    [one] { $k } год
    [few] { $k } года
    [many] { $k } лет
   *[other] { $k } года
} остаются { $rate } начавших, через { $n ->
    [one] { $n } год
    [few] { $n } года
    [many] { $n } лет
   *[other] { $n } года
} { $later }
doc-cohort-one-day = Через { $k ->
    [one] { $k } день
    [few] { $k } дня
    [many] { $k } дней
   *[other] { $k } дня
} остаются { $rate } начавших
doc-cohort-one-week = Через { $k ->
    [one] { $k } неделю
    [few] { $k } недели
    [many] { $k } недель
   *[other] { $k } недели
} остаются { $rate } начавших
doc-cohort-one-month = Через { $k ->
    [one] { $k } месяц
    [few] { $k } месяца
    [many] { $k } месяцев
   *[other] { $k } месяца
} остаются { $rate } начавших
doc-cohort-one-quarter = Через { $k ->
    [one] { $k } квартал
    [few] { $k } квартала
    [many] { $k } кварталов
   *[other] { $k } квартала
} остаются { $rate } начавших
doc-cohort-one-year = Через { $k ->
    [one] { $k } год
    [few] { $k } года
    [many] { $k } лет
   *[other] { $k } года
} остаются { $rate } начавших
doc-cohort-columns-day = Столбцы: дни с начала; в ячейках доля первого дня, чем темнее, тем больше
doc-cohort-columns-week = Столбцы: недели с начала; в ячейках доля первой недели, чем темнее, тем больше
doc-cohort-columns-month = Столбцы: месяцы с начала; в ячейках доля первого месяца, чем темнее, тем больше
doc-cohort-columns-quarter = Столбцы: кварталы с начала; в ячейках доля первого квартала, чем темнее, тем больше
doc-cohort-columns-year = Столбцы: годы с начала; в ячейках доля первого года, чем темнее, тем больше
doc-cohort-all = Все
doc-cohort-mean = Все: сумма оставшихся к сумме начавших, поэтому большие группы весят больше.

# -- дальнейшие шаги и события. $open – то, что не сделано и не отменено.

doc-steps = { $n ->
    [one] Согласован { $n } шаг
    [few] Согласованы { $n } шага
   *[other] Согласовано { $n } шагов
}, { $open ->
    [0] открытых нет
   *[other] открыто: { $open }
}
doc-steps-overdue = просрочено: { $n }
doc-events-name = Что произошло
doc-events-none = За { PERIOD($label, case: "acc") } событий не отмечено.
doc-one-point = { $name }: данные есть только за { PERIOD($label, case: "acc") }, динамики пока нет.

# -- приложение

doc-appendix-message = Что означают { $n ->
    [one] { $n } показатель
    [few] { $n } показателя
   *[other] { $n } показателей
} этого отчёта
ui-overdue = Просрочено
ui-step-open = Открыт
ui-step-in-progress = В работе
ui-step-done = Готово
ui-step-cancelled = Отменён
ui-owner = Кто
ui-due = Срок
ui-step = Что
ui-measure = Как увидим результат
ui-date = Дата
ui-event = Событие
ui-formula = Формула
ui-computed = Как вычислен
ui-variant = Вариант
ui-from = Источник данных
ui-unit = Единица
