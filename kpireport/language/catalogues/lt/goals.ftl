# Tikslai, prognozės pagal tempą, orientyrai, segmentai ir rodikliai, kurie nerodomi vieni.

## not reviewed

ui-benchmark = Orientyras
ui-on-track = pagal planą
ui-off-track = atsilieka

takeaway-tag-target-on-track = Eina pagal planą
takeaway-tag-target-off-track = Atsilieka nuo plano
takeaway-target-run-rate = { CAP($metric) }: { $value } per { $elapsed } iš { $days } dienų; tokiu tempu bus { $projected }, tikslas { $target }
takeaway-target-so-far = { CAP($metric) }: { $value } per { $elapsed } iš { $days } dienų, tikslas { $target }

doc-target-on-track = Tikslas { $target }: eina pagal planą.
doc-target-off-track = Tikslas { $target }: atsiliekama nuo plano.
doc-target-run-rate = { $metric }: { $value } per { $elapsed } iš { $days } dienų, tokiu pat tempu pabaigoje bus { $projected }.
doc-target-tolerance = Pagal planą: dabartiniu tempu nuo tikslo atsiliekama ne daugiau kaip { $tolerance }.
doc-target-share = Tikslas ({ $metric }): { $share } iš { $days } dienų tikslo { $target }, laikotarpis: { $period }.
doc-benchmarks = { $n ->
    [one] Tikslas nenustatytas ({ $names }): rodiklis lyginamas su bendru orientyru.
   *[other] Tikslai nenustatyti ({ $names }): rodikliai lyginami su bendrais orientyrais.
}
doc-target-nobody = Tikslas ({ $metric }) nustatytas reikšmei „{ $member }“, bet duomenyse tokios nėra ({ $dimension }).
doc-score-on-track = { $extent ->
    [none] nė vienas iš { $n } neina pagal planą
    [all] visi { $n } eina pagal planą
   *[some] pagal planą eina { $k } iš { $n }
}
doc-score-on-track-alone = { $extent ->
    [none] Nė vienas iš { $n } rodiklių neina pagal planą
    [all] Pagal planą eina visi rodikliai ({ $n })
   *[some] Pagal planą eina { $k } iš { $n } rodiklių
}

doc-segment-who = Kas priklauso: { $conditions }
doc-segment-outside = Nerodoma segmentui „{ $segment }“: { $names }. Duomenys „{ $dataset }“ nepasako, kas jam priklauso.
doc-not-alone = { $metric }: šalia nėra rodiklių, be kurių jis mažai sako, nes jiems nėra duomenų: { $pairs }.
