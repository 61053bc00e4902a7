# Единицы и перечисления. $text – готовое число, $n – то число, которое показано, для множественного числа.

## not reviewed

unit-points = { $text }{"\u00A0"}п.{"\u00A0"}п.
unit-score-points = { $n ->
    [one] { $text }{"\u00A0"}балл
    [few] { $text }{"\u00A0"}балла
    [many] { $text }{"\u00A0"}баллов
   *[other] { $text }{"\u00A0"}балла
}
unit-places = { $n ->
    [one] { $text }{"\u00A0"}позиция
    [few] { $text }{"\u00A0"}позиции
    [many] { $text }{"\u00A0"}позиций
   *[other] { $text }{"\u00A0"}позиции
}
unit-seconds = { $text }{"\u00A0"}с
unit-minutes-seconds = { $minutes }{"\u00A0"}мин { $seconds }{"\u00A0"}с
unit-hours = { $text }{"\u00A0"}ч
unit-days = { $n ->
    [one] { $text }{"\u00A0"}день
    [few] { $text }{"\u00A0"}дня
    [many] { $text }{"\u00A0"}дней
   *[other] { $text }{"\u00A0"}дня
}
unit-head-seconds = секунды
unit-head-scaled = { $scale }{"\u00A0"}{ $unit }
unit-head-points = п.{"\u00A0"}п.
unit-head-score-points = баллы
unit-head-places = позиции

scale-3 = тыс.
scale-6 = млн
scale-9 = млрд
scale-short-3 = { $text }{"\u00A0"}тыс.
scale-short-6 = { $text }{"\u00A0"}млн
scale-short-9 = { $text }{"\u00A0"}млрд

list-and = { $head } и { $last }

# Название, у которого нет форм: склоняется слово при нём.
name-other = показатель «{ $name }»
name-other-gen = показателя «{ $name }»
name-other-dat = показателю «{ $name }»
name-other-ins = показателем «{ $name }»
name-other-gender = m
# Разрез, для которого в наборе показателей нет слов «по каналам».
name-by = по признаку «{ $name }»
