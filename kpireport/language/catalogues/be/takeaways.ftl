# Высновы: нейтральныя словы, цэлыя сказы, ні слова пра тое, ці незвычайная змена.
# Назвы ў множным ліку («новыя кліенты») стаяць перад двукроп’ем: дзеяслоў пры іх гучаў бы ненатуральна.

## not reviewed

takeaway-tag-change = Змена адносна { PERIOD($base, case: "gen") }
takeaway-tag-target-met = Мэта дасягнута
takeaway-tag-target-missed = Мэта не дасягнута
takeaway-tag-no-history = Няма з чым параўнаць
takeaway-tag-quiet = Амаль без змен
takeaway-tag-data = Няпоўныя даныя
takeaway-tag-other = Назіранне

takeaway-value = { GENDER($metric) ->
    [m] { CAP($metric) } склаў { $value }
    [f] { CAP($metric) } склала { $value }
    [n] { CAP($metric) } склала { $value }
   *[pl] { CAP($metric) }: { $value }
}
takeaway-change-above = { GENDER($metric) ->
    [pl] { takeaway-value }, на { $change } больш, чым { PERIOD($base, case: "when") }
   *[other] { takeaway-value }, што на { $change } вышэй, чым { PERIOD($base, case: "when") }
}
takeaway-change-below = { GENDER($metric) ->
    [pl] { takeaway-value }, на { $change } менш, чым { PERIOD($base, case: "when") }
   *[other] { takeaway-value }, што на { $change } ніжэй, чым { PERIOD($base, case: "when") }
}
takeaway-change-same = { takeaway-value }, як і { PERIOD($base, case: "when") }
takeaway-change-compared = { takeaway-value }; { PERIOD($base, case: "when") } было { $base_value }
takeaway-no-history = { takeaway-value }; супастаўнага папярэдняга перыяду няма

takeaway-target-met-min = { takeaway-value }, на { $gap } вышэй за мэту ({ $target })
takeaway-target-missed-min = { takeaway-value }, на { $gap } ніжэй за мэту ({ $target })
takeaway-target-met-max = { takeaway-value }, на { $gap } ніжэй за мяжу ({ $target })
takeaway-target-missed-max = { takeaway-value }, на { $gap } вышэй за мяжу ({ $target })
takeaway-target-exact = { takeaway-value }, дакладна паводле мэты

takeaway-missing-days = { $dataset }: няма даных за { $n } { $n ->
    [one] дзень
    [few] дні
   *[other] дзён
} з { $of }
takeaway-quiet = { $n ->
    [0] Даных недастаткова, каб параўнаць хоць адзін паказчык
    [1] Адзіны супастаўны паказчык змяніўся менш чым на { $limit } (для каэфіцыентаў парог { $ratio_limit })
   *[other] Ніводзін паказчык (супастаўных: { $n }) не змяніўся на { $limit } і больш (для каэфіцыентаў парог { $ratio_limit })
}
takeaway-nothing-to-compare = Супастаўнага папярэдняга перыяду няма

takeaway-because-parts = { $has_unit ->
    [yes] Змена адносна { PERIOD($base, case: "gen") }, { $unit }
   *[no] Змена адносна { PERIOD($base, case: "gen") }
}
takeaway-because-changes = Змена
takeaway-because-target = Адносна мэты

takeaway-line-comparison = Адносна { PERIOD($base, case: "gen") }, было { $base_value }
takeaway-line-target-min-above = Вышэй за мэту ({ $target })
takeaway-line-target-min-below = Ніжэй за мэту ({ $target })
takeaway-line-target-max-above = Вышэй за мяжу ({ $target })
takeaway-line-target-exact = Дакладна паводле мэты ({ $target })
takeaway-line-target-max-below = Ніжэй за мяжу ({ $target })

takeaway-line-share-of-change = { $member }: з { $base } да { $cur }, { $share } змены
takeaway-line-share-of-movement = { $member }: з { $base } да { $cur }, { $share } усіх змен
takeaway-line-moved = { $member }: з { $base } да { $cur }
takeaway-line-new = { $member }: { $cur }, раней не было
takeaway-line-gone = { $member }: раней { $base }, цяпер няма
takeaway-line-mix = { $of ->
    [none] { $member }: доля змянілася з { $base_weight } да { $weight }
   *[other] { $member }: доля ({ $of }) змянілася з { $base_weight } да { $weight }
}
takeaway-line-rest = Астатнія { UNCAP($members) } ({ $n }) разам
takeaway-line-rest-plain = Астатнія ({ $n }) разам
takeaway-line-rest-effects = Усе астатнія ўплывы разам

takeaway-how-sum = { CAP($members) } ({ $n }): змены ўсіх разам даюць { $total }
takeaway-how-sum-plain = Змены ўсіх частак ({ $n }) разам даюць { $total }
takeaway-how-ratio = Дакладнае раскладанне ({ UNCAP($members) }: { $n }): уплыў доляў і ўласных узроўняў разам дае { $total }
takeaway-how-ratio-plain = Дакладнае раскладанне (частак: { $n }): уплыў доляў і ўласных узроўняў разам дае { $total }
takeaway-how-parts = { $formula }: { $numerator } ÷ { $denominator }.
takeaway-how-missing-days = Няма радкоў за { $days }. У сумах за перыяд гэтых дзён няма.
takeaway-how-few = { $n ->
    [one] { $n } паказчык не параўноўваецца
    [few] { $n } паказчыкі не параўноўваюцца
   *[other] { $n } паказчыкаў не параўноўваюцца
}: занадта мала падзей (менш за { $events }).
