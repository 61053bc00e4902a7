# Пастаянныя словы справаздачы.

## not reviewed

ui-contents = Змест справаздачы
ui-executive-summary = Кароткія вынікі
ui-target = Мэта
ui-met = дасягнута
ui-missed = не дасягнута
ui-to-target = Выкананне
ui-change = Змена
ui-share = Доля
ui-total = Усяго
ui-other = Іншае
ui-unassigned = Не вызначана
ui-no-data = Няма даных
ui-sources = Крыніцы
ui-source = Крыніца
ui-gives = Даныя
ui-rows = Радкоў
ui-days = Дні
ui-state = Стан
ui-final = Канчатковыя
ui-provisional = Папярэднія
ui-notices = Заўвагі да даных
ui-definitions = Азначэнні
ui-definition = Азначэнне
ui-metric = Паказчык
ui-page = Старонка
ui-unfavourable = неспрыяльна
ui-actual = Факт
ui-report = Справаздача аб выніках
ui-skip = Перайсці да справаздачы
ui-kpi = Паказчык
ui-trend = Дынаміка
ui-missing = Не ўвайшло ў справаздачу
ui-how-to-read = Як чытаць дыяграмы
ui-build = Пра гэту зборку
ui-year-ago = год таму
ui-notes = Заўвагі

other-count = Іншае ({ $n })
prepared-by = Падрыхтавана: { $author }
data-to = Даныя па { $day }
compared-with = Параўнанне: { $labels }
rows-count = { NUM($n) } { $n ->
    [one] радок
    [few] радкі
    [many] радкоў
   *[other] радка
}
days-count = { NUM($n) } { $n ->
    [one] дзень
    [few] дні
    [many] дзён
   *[other] дня
}
