# Words of the key-takeaway slides. $name and $period are finished texts.

ui-slides-name = Key takeaways
ui-slides-closing = About these numbers
ui-slides-contact = Questions
ui-slides-previous = Previous slide
ui-slides-next = Next slide
ui-slides-overview = All slides

slide-position = Slide { $i } of { $n }
slide-part = { $name }, { $i } of { $n }
slide-takeaway = Takeaway { $i } of { $n }
slides-glance = { $n ->
    [one] One thing to know about { $period }
   *[other] { NUM($n) } things to know about { $period }
}
more-sources = { $n ->
    [one] One more source
   *[other] { NUM($n) } more sources
}
more-notices = { $n ->
    [one] One more notice is in the report
   *[other] { NUM($n) } more notices are in the report
}
