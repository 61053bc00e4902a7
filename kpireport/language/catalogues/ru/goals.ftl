# Цели, прогнозы по темпу, ориентиры, сегменты и показатели, которые не показывают отдельно.

## not reviewed

ui-benchmark = Ориентир
ui-on-track = по плану
ui-off-track = отставание

takeaway-tag-target-on-track = Идёт по плану
takeaway-tag-target-off-track = Отставание от плана
takeaway-target-run-rate = { CAP($metric) }: { $value } за { $elapsed } из { $days } дней; при таком темпе выйдет { $projected }, цель { $target }
takeaway-target-so-far = { CAP($metric) }: { $value } за { $elapsed } из { $days } дней, цель { $target }

doc-target-on-track = Цель { $target }: идёт по плану.
doc-target-off-track = Цель { $target }: отставание от плана.
doc-target-run-rate = { $metric }: { $value } за { $elapsed } из { $days } дней, при том же темпе к концу выйдет { $projected }.
doc-target-tolerance = По плану: при нынешнем темпе отставание от цели не больше { $tolerance }.
doc-target-share = Цель ({ $metric }): { $share } из { $days } дней цели { $target }, период: { $period }.
doc-benchmarks = { $n ->
    [one] Цель не задана ({ $names }): показатель сравнивается с общепринятым ориентиром.
   *[other] Цели не заданы ({ $names }): показатели сравниваются с общепринятыми ориентирами.
}
doc-target-nobody = Цель ({ $metric }) задана для «{ $member }», но в данных такого значения нет ({ $dimension }).
doc-score-on-track = { $extent ->
    [none] по плану не идёт ни один из { $n }
    [all] по плану идут все { $n }
   *[some] { $k ->
        [one] по плану идёт { $k } из { $n }
       *[other] по плану идут { $k } из { $n }
    }
}
doc-score-on-track-alone = { $extent ->
    [none] Ни один показатель из { $n } не идёт по плану
    [all] По плану идут все { $n } { $n ->
        [one] показатель
        [few] показателя
       *[other] показателей
    }
   *[some] { $k ->
        [one] По плану идёт { $k } показатель из { $n }
        [few] По плану идут { $k } показателя из { $n }
       *[other] По плану идут { $k } показателей из { $n }
    }
}

doc-segment-who = Кто входит: { $conditions }
doc-segment-outside = Не показано для сегмента «{ $segment }»: { $names }. По данным «{ $dataset }» нельзя сказать, кто в него входит.
doc-not-alone = { $metric }: рядом нет показателей, без которых он мало говорит, потому что для них нет данных: { $pairs }.
