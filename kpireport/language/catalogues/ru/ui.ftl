# Постоянные слова отчёта.

## not reviewed

ui-contents = Содержание отчёта
ui-executive-summary = Краткие итоги
ui-target = Цель
ui-met = достигнута
ui-missed = не достигнута
ui-to-target = Выполнение
ui-change = Изменение
ui-share = Доля
ui-total = Всего
ui-other = Прочее
ui-unassigned = Не определено
ui-no-data = Нет данных
ui-sources = Источники
ui-source = Источник
ui-gives = Данные
ui-rows = Строк
ui-days = Дни
ui-state = Состояние
ui-final = Окончательные
ui-provisional = Предварительные
ui-notices = Замечания к данным
ui-definitions = Определения
ui-definition = Определение
ui-metric = Показатель
ui-page = Страница
ui-unfavourable = неблагоприятно
ui-actual = Факт
ui-report = Отчёт о результатах
ui-skip = Перейти к отчёту
ui-kpi = Показатель
ui-trend = Динамика
ui-missing = Не вошло в отчёт
ui-how-to-read = Как читать диаграммы
ui-build = Об этой сборке
ui-year-ago = год назад
ui-notes = Примечания

other-count = Прочее ({ $n })
prepared-by = Подготовлено: { $author }
data-to = Данные по { $day }
compared-with = Сравнение: { $labels }
rows-count = { $n ->
    [one] { NUM($n) } строка
    [few] { NUM($n) } строки
    [many] { NUM($n) } строк
   *[other] { NUM($n) } строки
}
days-count = { $n ->
    [one] { NUM($n) } день
    [few] { NUM($n) } дня
    [many] { NUM($n) } дней
   *[other] { NUM($n) } дня
}
