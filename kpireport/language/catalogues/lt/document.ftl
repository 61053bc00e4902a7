# Dokumento sakiniai: puslapių, diagramų ir lentelių antraštės bei pastabos po jomis.
# Daugiskaitos pavadinimai („nauji klientai“) eina prieš dvitaškį: veiksmažodis prie jų skambėtų nenatūraliai.
# Data gali baigtis santrumpa „d.“, todėl sakinio taškas po jos nededamas.

## not reviewed

# -- vienas rodiklis

doc-was = { GENDER($metric) ->
    [pl] { CAP($metric) }: { $value }
   *[other] { CAP($metric) } siekė { $value }
}
doc-was-above = { doc-was }, { $size } daugiau nei { PERIOD($label, case: "when") }
doc-was-below = { doc-was }, { $size } mažiau nei { PERIOD($label, case: "when") }
doc-was-level = { doc-was }, tiek pat, kiek { PERIOD($label, case: "when") }
doc-was-from = { doc-was }; { PERIOD($label, case: "when") } buvo { $base }
doc-was-partial = { doc-was } ({ $label }, tik dienos su duomenimis)
doc-no-data = { $metric }: { PERIOD($label, case: "when") } duomenų nėra

doc-it-was-above = Tai { $size } daugiau nei { PERIOD($label, case: "when") }.
doc-it-was-below = Tai { $size } mažiau nei { PERIOD($label, case: "when") }.
doc-it-was-level = Tai tiek pat, kiek buvo { PERIOD($label, case: "when") }.
doc-it-was-from = { CAP($label, case: "when") } buvo { $base }.
doc-points = { $text }{"\u00A0"}proc.{"\u00A0"}p.
doc-score-points = { $text }{"\u00A0"}{ $n ->
    [one] balu
    [few] balais
    [many] balo
   *[other] balų
}
doc-target-met = Tikslas { $target } pasiektas.
doc-target-missed = Tikslas { $target } nepasiektas.
doc-target-met-by = Tikslas { $target } pasiektas: įvykdyta { $attainment }.
doc-target-missed-by = Tikslas { $target } nepasiektas: įvykdyta { $attainment }.

# -- suvestinės. $n – kiek rodiklių galima įvertinti; $extent: iš kelių nė vienas (none), visi (all) ar dalis.

doc-score-improved = Palyginti su { PERIOD($label, case: "ins") }, { $extent ->
    [none] nepagerėjo nė vienas rodiklis iš { $n }
    [all] pagerėjo visi rodikliai ({ $n })
   *[some] { $k ->
        [one] pagerėjo { $k } rodiklis iš { $n }
        [few] pagerėjo { $k } rodikliai iš { $n }
       *[other] pagerėjo { $k } rodiklių iš { $n }
    }
}
doc-score-targets = { $extent ->
    [none] tikslo nepasiekė nė vienas iš { $n }
    [all] tikslą pasiekė visi ({ $n })
   *[some] tikslą pasiekė { $k } iš { $n }
}
doc-score-targets-alone = { $extent ->
    [none] Tikslo nepasiekė nė vienas rodiklis iš { $n }
    [all] Tikslą pasiekė visi rodikliai ({ $n })
   *[some] { $k ->
        [one] Tikslą pasiekė { $k } rodiklis iš { $n }
        [few] Tikslą pasiekė { $k } rodikliai iš { $n }
       *[other] Tikslą pasiekė { $k } rodiklių iš { $n }
    }
}
doc-summary = { $sentence }; { $extent ->
    [none] nepagerėjo nė vienas rodiklis iš { $n }
    [all] pagerėjo visi rodikliai ({ $n })
   *[some] { $k ->
        [one] pagerėjo { $k } rodiklis iš { $n }
        [few] pagerėjo { $k } rodikliai iš { $n }
       *[other] pagerėjo { $k } rodiklių iš { $n }
    }
}
doc-score-both = { $improved }; { $targets }
doc-score-none = { PERIOD($label, case: "gen") } { $n ->
    [one] { $n } rodiklis
    [few] { $n } rodikliai
   *[other] { $n } rodiklių
}
doc-score-direction = Ar pokytis palankus, sprendžiama pagal naudą verslui: mažesnės sąnaudos yra geriau.
doc-score-uncounted = { $n ->
    [1] Neįskaičiuota: { $metrics }. Šis rodiklis pats savaime nei geras, nei blogas, arba jo nėra su kuo palyginti.
   *[other] Neįskaičiuota: { $metrics }. Šie rodikliai patys savaime nei geri, nei blogi, arba jų nėra su kuo palyginti.
}

# -- diagramos ir lentelės

doc-by-member = { $metric } { METRIC($dimension, case: "by") }
doc-by-day = { $metric } pagal dienas
doc-by-week = { $metric } pagal savaites
doc-by-month = { $metric } pagal mėnesius
doc-by-quarter = { $metric } pagal ketvirčius
doc-by-year = { $metric } pagal metus
doc-member-and-step = { $name }, { METRIC($dimension, case: "by") }
doc-members-share = { $metric } { METRIC($dimension, case: "by") }: { $member } – { $share }
doc-members-share-change = { $metric } { METRIC($dimension, case: "by") }: { $member } – { $share }; labiausiai pakito { $mover } ({ $change }, palyginti su { PERIOD($label, case: "ins") })
doc-members-share-same = { $metric } { METRIC($dimension, case: "by") }: { $member } – { $share }, čia ir didžiausias pokytis ({ $change }, palyginti su { PERIOD($label, case: "ins") })
doc-members-range = { $metric } { METRIC($dimension, case: "by") }: didžiausia reikšmė – { $most } ({ $high }), mažiausia – { $least } ({ $low })
doc-members-one = { $metric } { METRIC($dimension, case: "by") }: { $member } – { $value }
doc-members-parts = { $metric } { METRIC($dimension, case: "by") }: { $parts }
doc-part = { $member } – { $share }
doc-peak = { $metric }: didžiausia reikšmė { $value } ({ $when })
doc-funnel = Iš etapo „{ CAP($first) }“ etapą „{ CAP($last) }“ pasiekia { $rate }
doc-funnel-last = Iš etapo „{ CAP($first) }“ etapą „{ CAP($last) }“ pasiekia { $rate }; silpniausias perėjimas – paskutinis
doc-funnel-loss = Iš etapo „{ CAP($first) }“ etapą „{ CAP($last) }“ pasiekia { $rate }; silpniausias perėjimas – į etapą „{ CAP($after) }“
doc-funnel-name = Piltuvėlis: { $first } → { $last }
doc-funnel-step = { $share } etapo „{ CAP($first) }“
doc-funnel-continues = pereina { $rate }
doc-funnel-continues-change = pereina { $rate }, { $change } { $versus }
doc-year-before = Prieš metus
doc-change-on = Pokytis, palyginti su { PERIOD($label, case: "ins") }
doc-span = { $first } – { $last }
doc-alt-points = { $what }: { $points }.
doc-alt-course = { $what }, { $span }: nuo { $first } iki { $last }; mažiausia reikšmė { $low } ({ $low_when }), didžiausia { $high } ({ $high_when }).
doc-alt-last-year = Prieš metus: { $points }.
doc-alt-point = { $name } – { $value }
doc-alt-point-base = { $name } – { $value } ({ $label }: { $base })
doc-alt-event = { $day }: { $label }.
doc-ranked-by = { $label }, rikiuota pagal rodiklį „{ CAP($metric) }“
doc-unit-points = procentiniai punktai

# -- pastabos po blokais

doc-other-members = Kita: { $members }.
doc-other-distinct = { $metric }: kiekvienas skaičiuojamas vieną kartą, todėl dalių sudėti negalima; eilutė „Kita“ reikšmės neturi.
doc-total-distinct = { $metric }: iš viso kiekvienas skaičiuojamas vieną kartą, todėl eilučių suma gali būti didesnė.
doc-no-value-group = { $metric }: dalių sudėti negalima; eilutė „Kita“ reikšmės neturi.
doc-no-shares = { $metric }: kai kurios dalys mažesnės už nulį, todėl procentinių dalių nėra.
doc-partial = { $metric }: duomenys apima ne visą laikotarpį ({ $label }).
doc-provisional = { $metric }: { PERIOD($label, case: "gen") } duomenys preliminarūs ir dar gali keistis.
doc-not-comparable = { $metric }: { PERIOD($label, case: "gen") } duomenų palyginti negalima.
doc-targets-other-length = Tikslai ({ $metrics }) nustatyti kitos trukmės laikotarpiui ir čia nevertinami.
doc-gap = { $names }: { $reason }.
doc-gap-all = { $reason }.
doc-base-missing = nėra { PERIOD($label, case: "gen") } duomenų
doc-base-partial = { PERIOD($label, case: "gen") } duomenys neišsamūs
doc-base-zero = { PERIOD($label, case: "gen") } reikšmė lygi nuliui
doc-base-other-length = lyginamasis laikotarpis ({ $label }) kitos trukmės
doc-base-not-comparable = { PERIOD($label, case: "gen") } duomenų palyginti negalima
doc-empty-chart = { $name }: nėra { PERIOD($label, case: "gen") } duomenų.
doc-adjusted-week = Vietoj 53 savaitės, kurios tais metais nėra, paimtas laikotarpis „{ $label }“.
doc-adjusted-day = Laikotarpis „{ $label }“ prasideda arba baigiasi vasario 28 d., ne vasario 29 d.
doc-no-takeaways = Šio laikotarpio išvadų nėra.

# -- viršelis, pastabos apie duomenis

doc-title = { $client }: { $label }
doc-cover-art = { $metric } pagal dienas, { $span }. Ryškiau pažymėtas laikotarpis: { $label }
doc-notes-message = Kuo pagrįsti skaičiai ir kas dar gali keistis
doc-notes-none = Nieko nepraleista.
doc-gives = { $dataset } ({ $rows })
doc-days = { $days }, { $first } – { $last }
doc-days-missing = trūksta { $n } { $n ->
    [one] dienos
    [many] dienos
   *[other] dienų
}: { $days }
doc-and-earlier = ir dar { $n } anksčiau
doc-state-days-missing = trūksta { $n } { $n ->
    [one] dienos
    [many] dienos
   *[other] dienų
}
doc-source-missing-days = { $source }: { $missing }
doc-missing-dataset = Neįtraukta: { $names }. Reikėtų duomenų rinkinio „{ $dataset }“ šaltinio.
doc-missing-columns = Neįtraukta: { $names }. Duomenų rinkinyje „{ $dataset }“ trūksta: { $columns }.
doc-missing-section = Skyrius „{ $title }“ neįtrauktas. { $reason }
doc-missing-text = Teksto failo { $file } nėra; puslapis liko be jo.
doc-variant = Variantas: { $variant }.
doc-build = { $timezone } · { $currency }

# -- ataskaitos pavadinimas pagal laikotarpio trukmę

doc-kind-day = Dienos rezultatų ataskaita
doc-kind-week = Savaitės rezultatų ataskaita
doc-kind-month = Mėnesio rezultatų ataskaita
doc-kind-quarter = Ketvirčio rezultatų ataskaita
doc-kind-year = Metų rezultatų ataskaita
doc-kind-range = Rezultatų ataskaita
