# Адзінкі і пералічэнні. $text – гатовы лік, $n – той лік, які паказаны, для множнага ліку.

## not reviewed

unit-points = { $text }{"\u00A0"}п.{"\u00A0"}п.
unit-score-points = { $text }{"\u00A0"}{ $n ->
    [one] бал
    [few] балы
    [many] балаў
   *[other] бала
}
unit-places = { $text }{"\u00A0"}{ $n ->
    [one] пазіцыя
    [few] пазіцыі
    [many] пазіцый
   *[other] пазіцыі
}
unit-seconds = { $text }{"\u00A0"}с
unit-minutes-seconds = { $minutes }{"\u00A0"}хв { $seconds }{"\u00A0"}с
unit-hours = { $text }{"\u00A0"}гадз
unit-days = { $text }{"\u00A0"}{ $n ->
    [one] дзень
    [few] дні
    [many] дзён
   *[other] дня
}
unit-head-seconds = секунды
unit-head-scaled = { $scale }{"\u00A0"}{ $unit }
unit-head-points = п.{"\u00A0"}п.
unit-head-score-points = балы
unit-head-places = пазіцыі

scale-3 = тыс.
scale-6 = млн
scale-9 = млрд
scale-short-3 = { $text }{"\u00A0"}тыс.
scale-short-6 = { $text }{"\u00A0"}млн
scale-short-9 = { $text }{"\u00A0"}млрд

list-and = { $head } і { $last }

# Назва, форм якой няма: скланяецца слова пры ёй.
name-other = паказчык «{ $name }»
name-other-gen = паказчыка «{ $name }»
name-other-dat = паказчыку «{ $name }»
name-other-acc = паказчык «{ $name }»
name-other-ins = паказчыкам «{ $name }»
name-other-gender = m
# Разрэз, для якога ў наборы паказчыкаў няма слоў «па каналах».
name-by = па прыкмеце «{ $name }»
