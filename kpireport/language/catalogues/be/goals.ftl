# Мэты, прагнозы паводле тэмпу, арыенціры, сегменты і паказчыкі, якія не паказваюць асобна.

## not reviewed

ui-benchmark = Арыенцір
ui-on-track = паводле плана
ui-off-track = адставанне

takeaway-tag-target-on-track = Ідзе паводле плана
takeaway-tag-target-off-track = Адставанне ад плана
takeaway-target-run-rate = { CAP($metric) }: { $value } за { $elapsed } з { $days } дзён; пры такім тэмпе выйдзе { $projected }, мэта { $target }
takeaway-target-so-far = { CAP($metric) }: { $value } за { $elapsed } з { $days } дзён, мэта { $target }

doc-target-on-track = Мэта { $target }: ідзе паводле плана.
doc-target-off-track = Мэта { $target }: адставанне ад плана.
doc-target-run-rate = { $metric }: { $value } за { $elapsed } з { $days } дзён, пры тым жа тэмпе ў канцы выйдзе { $projected }.
doc-target-tolerance = Паводле плана: пры цяперашнім тэмпе адставанне ад мэты не большае за { $tolerance }.
doc-target-share = Мэта ({ $metric }): { $share } з { $days } дзён мэты { $target }, перыяд: { $period }.
doc-benchmarks = { $n ->
    [one] Мэта не зададзена ({ $names }): паказчык параўноўваецца з агульнапрынятым арыенцірам.
   *[other] Мэты не зададзены ({ $names }): паказчыкі параўноўваюцца з агульнапрынятымі арыенцірамі.
}
doc-target-nobody = Мэта ({ $metric }) зададзена для «{ $member }», але ў даных такога значэння няма ({ $dimension }).
doc-score-on-track = { $extent ->
    [none] паводле плана не ідзе ніводзін з { $n }
    [all] паводле плана ідуць усе { $n }
   *[some] { $k ->
        [one] паводле плана ідзе { $k } з { $n }
       *[other] паводле плана ідуць { $k } з { $n }
    }
}
doc-score-on-track-alone = { $extent ->
    [none] Ніводзін паказчык з { $n } не ідзе паводле плана
    [all] Паводле плана ідуць усе { $n } { $n ->
        [one] паказчык
        [few] паказчыкі
       *[other] паказчыкаў
    }
   *[some] { $k ->
        [one] Паводле плана ідзе { $k } паказчык з { $n }
        [few] Паводле плана ідуць { $k } паказчыкі з { $n }
       *[other] Паводле плана ідуць { $k } паказчыкаў з { $n }
    }
}

doc-segment-who = Хто ўваходзіць: { $conditions }
doc-segment-outside = Не паказана для сегмента «{ $segment }»: { $names }. Паводле даных «{ $dataset }» нельга сказаць, хто ў яго ўваходзіць.
doc-not-alone = { $metric }: побач няма паказчыкаў, без якіх ён мала кажа, бо для іх няма даных: { $pairs }.
