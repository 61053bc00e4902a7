// Shows the slides one at a time: arrow keys, Page Up and Down, Home, End, swipes, and all of them at once with "o".
// Without it the slides stand under each other and can be read and printed just as well.
(() => {
  "use strict";
  const root = document.documentElement;
  const slides = Array.from(document.querySelectorAll(".slide"));
  const controls = document.querySelector(".controls");
  const said = document.querySelector(".said");
  const WIDTH = 1280, HEIGHT = 720, THUMB = 300, SWIPE = 40;
  const IDLE = 2500;
  let at = 0, choosing = false, touch = null, waiting = 0;

  const known = (n) => Math.min(Math.max(n, 0), slides.length - 1);
  const fromAddress = () => {
    const found = slides.findIndex((slide) => `#${slide.id}` === location.hash);
    return found < 0 ? 0 : found;
  };

  function fit() {
    root.style.setProperty("--fit", Math.min(innerWidth / WIDTH, innerHeight / HEIGHT));
    root.style.setProperty("--small", Math.min(1, Math.max(THUMB, innerWidth / 5) / WIDTH));
  }

  function show(n, { announce = true } = {}) {
    at = known(n);
    root.classList.toggle("showing", !choosing);
    root.classList.toggle("choosing", choosing);
    slides.forEach((slide, i) => {
      slide.classList.toggle("current", i === at);
      slide.tabIndex = choosing ? 0 : -1;
      slide.toggleAttribute("inert", !choosing && i !== at);
    });
    controls.querySelector("[data-go=previous]").disabled = at === 0;
    controls.querySelector("[data-go=next]").disabled = at === slides.length - 1;
    controls.querySelector("[data-go=overview]").setAttribute("aria-pressed", String(choosing));
    if (announce) {
      history.replaceState(null, "", `#${slides[at].id}`);
      said.textContent = slides[at].getAttribute("aria-label");
      slides[at].focus({ preventScroll: !choosing });
    }
    if (choosing) slides[at].scrollIntoView({ block: "nearest" });
    else scrollTo(0, 0);
  }

  // The buttons are there for a pointer, a finger or the Tab key, and stand in nobody's way otherwise.
  function point(on = true) {
    clearTimeout(waiting);
    root.classList.toggle("pointing", on);
    if (on) waiting = setTimeout(() => { if (!controls.matches(":hover, :focus-within")) point(false); }, IDLE);
  }

  function choose(on) {
    choosing = on;
    show(at);
  }

  const moves = {
    ArrowRight: () => show(at + 1), ArrowDown: () => show(at + 1), PageDown: () => show(at + 1),
    ArrowLeft: () => show(at - 1), ArrowUp: () => show(at - 1), PageUp: () => show(at - 1),
    Home: () => show(0), End: () => show(slides.length - 1),
    o: () => choose(!choosing), O: () => choose(!choosing),
    Escape: () => choose(!choosing),
  };

  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const button = event.target.closest && event.target.closest("button");
    if ((event.key === "Enter" || event.key === " ") && !button) {
      event.preventDefault();
      if (!choosing) { show(at + (event.shiftKey ? -1 : 1)); return; }
      const chosen = slides.indexOf(document.activeElement);
      choosing = false;
      show(chosen < 0 ? at : chosen);
    } else if (Object.hasOwn(moves, event.key)) {
      event.preventDefault();
      if (!controls.contains(document.activeElement)) point(false);
      moves[event.key]();
    } else if (event.key === "Tab") {
      point();
    }
  });

  controls.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.go === "overview") choose(!choosing);
    else show(at + (button.dataset.go === "next" ? 1 : -1));
  });

  slides.forEach((slide, i) => slide.addEventListener("click", () => {
    if (choosing) { choosing = false; show(i); }
  }));

  addEventListener("touchstart", (event) => {
    point();
    touch = event.touches.length === 1 ? [event.touches[0].clientX, event.touches[0].clientY] : null;
  }, { passive: true });
  addEventListener("touchend", (event) => {
    if (!touch || choosing) return;
    const dx = event.changedTouches[0].clientX - touch[0], dy = event.changedTouches[0].clientY - touch[1];
    touch = null;
    if (Math.abs(dx) > SWIPE && Math.abs(dx) > 1.5 * Math.abs(dy)) show(at + (dx < 0 ? 1 : -1));
  }, { passive: true });

  addEventListener("pointermove", () => point(), { passive: true });
  addEventListener("resize", fit);
  addEventListener("hashchange", () => show(fromAddress()));
  controls.hidden = false;
  fit();
  show(fromAddress(), { announce: false });
  point();
})();
