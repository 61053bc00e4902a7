# Выводы: нейтральные слова, целые предложения, ни слова о том, необычно ли изменение.
# Названия во множественном числе («новые клиенты») ставятся перед двоеточием: глагол при них звучал бы неестественно.

## not reviewed

takeaway-tag-change = Изменение к { PERIOD($base, case: "dat") }
takeaway-tag-target-met = Цель достигнута
takeaway-tag-target-missed = Цель не достигнута
takeaway-tag-no-history = Сравнить не с чем
takeaway-tag-quiet = Почти без изменений
takeaway-tag-data = Неполные данные
takeaway-tag-other = Наблюдение

takeaway-change-above = { GENDER($metric) ->
    [m] { CAP($metric) } составил { $value }, что на { $change } выше, чем { PERIOD($base, case: "when") }
    [f] { CAP($metric) } составила { $value }, что на { $change } выше, чем { PERIOD($base, case: "when") }
    [n] { CAP($metric) } составило { $value }, что на { $change } выше, чем { PERIOD($base, case: "when") }
   *[pl] { CAP($metric) }: { $value }, на { $change } больше, чем { PERIOD($base, case: "when") }
}
takeaway-change-below = { GENDER($metric) ->
    [m] { CAP($metric) } составил { $value }, что на { $change } ниже, чем { PERIOD($base, case: "when") }
    [f] { CAP($metric) } составила { $value }, что на { $change } ниже, чем { PERIOD($base, case: "when") }
    [n] { CAP($metric) } составило { $value }, что на { $change } ниже, чем { PERIOD($base, case: "when") }
   *[pl] { CAP($metric) }: { $value }, на { $change } меньше, чем { PERIOD($base, case: "when") }
}
takeaway-change-same = { GENDER($metric) ->
    [m] { CAP($metric) } составил { $value }, как и { PERIOD($base, case: "when") }
    [f] { CAP($metric) } составила { $value }, как и { PERIOD($base, case: "when") }
    [n] { CAP($metric) } составило { $value }, как и { PERIOD($base, case: "when") }
   *[pl] { CAP($metric) }: { $value }, как и { PERIOD($base, case: "when") }
}
takeaway-change-compared = { GENDER($metric) ->
    [m] { CAP($metric) } составил { $value }; { PERIOD($base, case: "when") } было { $base_value }
    [f] { CAP($metric) } составила { $value }; { PERIOD($base, case: "when") } было { $base_value }
    [n] { CAP($metric) } составило { $value }; { PERIOD($base, case: "when") } было { $base_value }
   *[pl] { CAP($metric) }: { $value }; { PERIOD($base, case: "when") } было { $base_value }
}
takeaway-value = { GENDER($metric) ->
    [m] { CAP($metric) } составил { $value }
    [f] { CAP($metric) } составила { $value }
    [n] { CAP($metric) } составило { $value }
   *[pl] { CAP($metric) }: { $value }
}
takeaway-no-history = { takeaway-value }; сопоставимого прошлого периода нет

takeaway-target-met-min = { takeaway-value }, на { $gap } выше цели ({ $target })
takeaway-target-missed-min = { takeaway-value }, на { $gap } ниже цели ({ $target })
takeaway-target-met-max = { takeaway-value }, на { $gap } ниже предела ({ $target })
takeaway-target-missed-max = { takeaway-value }, на { $gap } выше предела ({ $target })
takeaway-target-exact = { takeaway-value }, точно по цели

takeaway-missing-days = { $dataset }: нет данных за { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} из { $of }
takeaway-quiet = { $n ->
    [0] Данных недостаточно, чтобы сравнить хотя бы один показатель
    [1] Единственный сопоставимый показатель изменился менее чем на { $limit } (для коэффициентов порог { $ratio_limit })
   *[other] Ни один показатель (сопоставимых: { $n }) не изменился на { $limit } и более (для коэффициентов порог { $ratio_limit })
}
takeaway-nothing-to-compare = Сопоставимого прошлого периода нет

takeaway-because-parts = { $has_unit ->
    [yes] Изменение к { PERIOD($base, case: "dat") }, { $unit }
   *[no] Изменение к { PERIOD($base, case: "dat") }
}
takeaway-because-changes = Изменение
takeaway-because-target = Относительно цели

takeaway-line-comparison = К { PERIOD($base, case: "dat") }, было { $base_value }
takeaway-line-target-min-above = Выше цели ({ $target })
takeaway-line-target-min-below = Ниже цели ({ $target })
takeaway-line-target-max-above = Выше предела ({ $target })
takeaway-line-target-exact = Точно по цели ({ $target })
takeaway-line-target-max-below = Ниже предела ({ $target })

takeaway-line-share-of-change = { $member }: с { $base } до { $cur }, { $share } изменения
takeaway-line-share-of-movement = { $member }: с { $base } до { $cur }, { $share } всех изменений
takeaway-line-moved = { $member }: с { $base } до { $cur }
takeaway-line-new = { $member }: { $cur }, раньше не было
takeaway-line-gone = { $member }: раньше { $base }, теперь нет
takeaway-line-mix = { $of ->
    [none] { $member }: доля изменилась с { $base_weight } до { $weight }
   *[other] { $member }: доля ({ $of }) изменилась с { $base_weight } до { $weight }
}
takeaway-line-rest = Остальные { UNCAP($members) } ({ $n }) вместе
takeaway-line-rest-plain = Остальные ({ $n }) вместе
takeaway-line-rest-effects = Все остальные эффекты вместе

takeaway-how-sum = { CAP($members) } ({ $n }): изменения всех вместе дают { $total }
takeaway-how-sum-plain = Изменения всех частей ({ $n }) вместе дают { $total }
takeaway-how-ratio = Точное разложение ({ UNCAP($members) }: { $n }): влияние долей и собственных уровней вместе даёт { $total }
takeaway-how-ratio-plain = Точное разложение (частей: { $n }): влияние долей и собственных уровней вместе даёт { $total }
takeaway-how-parts = { $formula }: { $numerator } ÷ { $denominator }.
takeaway-how-missing-days = Нет строк за { $days }. В суммах за период этих дней нет.
takeaway-how-few = { $n ->
    [one] { $n } показатель не сравнивается
    [few] { $n } показателя не сравниваются
   *[other] { $n } показателей не сравниваются
}: слишком мало событий (меньше { $events }).
