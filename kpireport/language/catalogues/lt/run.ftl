# Ką rengiant ataskaitą pasakoma apie duomenis, kol dar niekas nesudaryta.

## not reviewed

run-no-rows = { $period }: nė viename šaltinyje nėra eilučių; turimi duomenys: { $first } – { $last }
run-no-rows-at-all = Nė viename šaltinyje nėra nė vienos eilutės.
