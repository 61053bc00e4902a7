# What a build says about its data before anything is composed.
run-no-rows = No source has a row in { $period }: the data go from { $first } to { $last }.
run-no-rows-at-all = No source has a single row.
