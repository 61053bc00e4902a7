# Словы слайдаў з галоўнымі высновамі. $name і $period — гатовыя тэксты.

## not reviewed

ui-slides-name = Галоўныя высновы
ui-slides-closing = Пра гэтыя даныя
ui-slides-contact = Пытанні
ui-slides-previous = Папярэдні слайд
ui-slides-next = Наступны слайд
ui-slides-overview = Усе слайды

slide-position = Слайд { $i } з { $n }
slide-part = { $name }, { $i } з { $n }
slide-takeaway = Выснова { $i } з { $n }
slides-glance = { $n ->
    [one] { CAP($period) }: { NUM($n) } галоўная выснова
    [few] { CAP($period) }: { NUM($n) } галоўныя высновы
    [many] { CAP($period) }: { NUM($n) } галоўных высноў
   *[other] { CAP($period) }: { NUM($n) } галоўнай высновы
}
more-sources = { $n ->
    [one] Яшчэ { NUM($n) } крыніца
    [few] Яшчэ { NUM($n) } крыніцы
    [many] Яшчэ { NUM($n) } крыніц
   *[other] Яшчэ { NUM($n) } крыніцы
}
more-notices = { $n ->
    [one] Яшчэ { NUM($n) } заўвага — у справаздачы
    [few] Яшчэ { NUM($n) } заўвагі — у справаздачы
    [many] Яшчэ { NUM($n) } заўваг — у справаздачы
   *[other] Яшчэ { NUM($n) } заўвагі — у справаздачы
}
