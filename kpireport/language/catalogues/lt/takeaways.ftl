# Išvados: neutralūs žodžiai, ištisi sakiniai, nieko apie tai, ar pokytis neįprastas.
# Po $total taško nėra: jis gali baigtis santrumpa „p. p.“.
# Daugiskaitos pavadinimai („nauji klientai“) eina prieš dvitaškį: veiksmažodis prie jų skambėtų nenatūraliai.

## not reviewed

takeaway-tag-change = Pokytis, palyginti su { PERIOD($base, case: "ins") }
takeaway-tag-target-met = Tikslas pasiektas
takeaway-tag-target-missed = Tikslas nepasiektas
takeaway-tag-no-history = Nėra su kuo palyginti
takeaway-tag-quiet = Beveik nepakito
takeaway-tag-data = Neišsamūs duomenys
takeaway-tag-other = Pastebėjimas

takeaway-value = { GENDER($metric) ->
    [pl] { CAP($metric) }: { $value }
   *[other] { CAP($metric) } siekė { $value }
}
takeaway-change-above = { takeaway-value }, { $change } daugiau nei { PERIOD($base, case: "when") }
takeaway-change-below = { takeaway-value }, { $change } mažiau nei { PERIOD($base, case: "when") }
takeaway-change-same = { takeaway-value }, tiek pat, kiek { PERIOD($base, case: "when") }
takeaway-change-compared = { takeaway-value }; { PERIOD($base, case: "when") } buvo { $base_value }
takeaway-no-history = { takeaway-value }; ankstesnio palyginamo laikotarpio nėra

takeaway-target-met-min = { takeaway-value }, { $gap } virš tikslo ({ $target })
takeaway-target-missed-min = { takeaway-value }, { $gap } žemiau tikslo ({ $target })
takeaway-target-met-max = { takeaway-value }, { $gap } žemiau ribos ({ $target })
takeaway-target-missed-max = { takeaway-value }, { $gap } virš ribos ({ $target })
takeaway-target-exact = { takeaway-value }, tiksliai pagal tikslą

takeaway-missing-days = { $dataset }: trūksta { $n } { $n ->
    [one] dienos
    [many] dienos
   *[other] dienų
} duomenų (iš { $of })
takeaway-quiet = { $n ->
    [0] Nė vienam rodikliui palyginti nepakanka duomenų
    [1] Vienintelis palyginamas rodiklis pakito mažiau nei { $limit } (santykinių rodiklių riba { $ratio_limit })
   *[other] Nė vienas iš palyginamų rodiklių ({ $n }) nepakito { $limit } ar daugiau (santykinių rodiklių riba { $ratio_limit })
}
takeaway-nothing-to-compare = Ankstesnio palyginamo laikotarpio nėra

takeaway-because-parts = { $has_unit ->
    [yes] Pokytis, palyginti su { PERIOD($base, case: "ins") }, { $unit }
   *[no] Pokytis, palyginti su { PERIOD($base, case: "ins") }
}
takeaway-because-changes = Pokytis
takeaway-because-target = Palyginti su tikslu

takeaway-line-comparison = Palyginti su { PERIOD($base, case: "ins") }, buvo { $base_value }
takeaway-line-target-min-above = Virš tikslo ({ $target })
takeaway-line-target-min-below = Žemiau tikslo ({ $target })
takeaway-line-target-max-above = Virš ribos ({ $target })
takeaway-line-target-exact = Tiksliai pagal tikslą ({ $target })
takeaway-line-target-max-below = Žemiau ribos ({ $target })

takeaway-line-share-of-change = { $member }: nuo { $base } iki { $cur }, { $share } pokyčio
takeaway-line-share-of-movement = { $member }: nuo { $base } iki { $cur }, { $share } visų pokyčių sumos
takeaway-line-moved = { $member }: nuo { $base } iki { $cur }
takeaway-line-new = { $member }: { $cur }, anksčiau nebuvo
takeaway-line-gone = { $member }: anksčiau { $base }, dabar nėra
takeaway-line-mix = { $of ->
    [none] { $member }: dalis pakito nuo { $base_weight } iki { $weight }
   *[other] { $member }: dalis ({ $of }) pakito nuo { $base_weight } iki { $weight }
}
takeaway-line-rest = Likusi dalis ({ UNCAP($members) }: { $n })
takeaway-line-rest-plain = Likusi dalis ({ $n })
takeaway-line-rest-effects = Visas kitas poveikis kartu

takeaway-how-sum = { CAP($members) } ({ $n }): visų pokyčių suma { $total }
takeaway-how-sum-plain = Visų dalių ({ $n }) pokyčių suma { $total }
takeaway-how-ratio = Tikslus išskaidymas ({ UNCAP($members) }: { $n }): dalių ir jų pačių lygių poveikio suma { $total }
takeaway-how-ratio-plain = Tikslus išskaidymas (dalių: { $n }): dalių ir jų pačių lygių poveikio suma { $total }
takeaway-how-parts = { $formula }: { $numerator } ÷ { $denominator }.
takeaway-how-missing-days = Dienų be eilučių ({ $days }) laikotarpio sumose nėra.
takeaway-how-few = { $n ->
    [one] { $n } rodiklis nelyginamas
    [few] { $n } rodikliai nelyginami
   *[other] { $n } rodiklių nelyginama
}: per mažai įvykių (mažiau nei { $events }).
