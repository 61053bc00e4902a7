# What sources and the engine say of the data. $dataset is its title, $column and $file are names as they are in the data.

notice-undated = { $rows ->
    [one] { NUM($rows) } row of “{ $dataset }” has no { $column }: it belongs to no period and is not counted.
   *[other] { NUM($rows) } rows of “{ $dataset }” have no { $column }: they belong to no period and are not counted.
}
notice-duplicates = { $rows ->
    [one] { NUM($rows) } row of “{ $dataset }” is the same as another in every column; it is counted once.
   *[other] { NUM($rows) } rows of “{ $dataset }” are the same as another in every column; they are counted once.
}
notice-duplicates-key = { notice-duplicates } There is no { $column } to tell them apart; if each of them counts, it has to be delivered.
notice-several-rows = { $days ->
    [one] “{ $dataset }” has several rows on { NUM($days) } day and no column that tells them apart; they are added up.
   *[other] “{ $dataset }” has several rows on { NUM($days) } days and no column that tells them apart; they are added up.
}
notice-missing-values = { $rows ->
    [one] { NUM($rows) } row of “{ $dataset }” has no value for { $column }.
   *[other] { NUM($rows) } rows of “{ $dataset }” have no value for { $column }.
}
notice-future-dates = { $rows ->
    [one] { NUM($rows) } row lies after { $today }, on { $last_day }; such days may be plans or mistakes.
   *[other] { NUM($rows) } rows lie after { $today }, the last on { $last_day }; such days may be plans or mistakes.
}
notice-bad-rows = { $bad ->
    [one] { NUM($bad) } of { NUM($rows) } rows in { $file } could not be read and is left out: { $places }.
   *[other] { NUM($bad) } of { NUM($rows) } rows in { $file } could not be read and are left out: { $places }.
}
notice-no-rows = { $file } has a header but no rows.
notice-repeated-files = { $n ->
    [one] { $files } repeats the content of another file and was read once.
   *[other] { $files } repeat the content of another file and were read once.
}
notice-rounded = { $column } has more digits than can be kept exactly and is rounded to 15.
notice-joined = “{ $dataset }” holds the rows of { $n } sources together: { $counts }.
notice-people = { $metric }: people are counted who may be the same in several rows; a sum of rows would be too high and is not shown.
notice-other-length = { $metric } is delivered for periods of another length; what it is for this one does not follow and is not shown.
