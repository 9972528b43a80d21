// The reading page by keyboard: each control names its keys in data-tecla; typing in a field is only typing.
(() => {
  "use strict";
  const APAGADAS = "sisr-teclas-apagadas";
  const casilla = document.getElementById("con-teclas");
  casilla.checked = !localStorage.getItem(APAGADAS);
  casilla.addEventListener("change", () => {
    if (casilla.checked) localStorage.removeItem(APAGADAS);
    else localStorage.setItem(APAGADAS, "si");
  });

  document.addEventListener("keydown", (evento) => {
    if (evento.key === "Escape") return cerrar(evento.target);
    if (!casilla.checked || evento.repeat || evento.isComposing || conModificador(evento)) return;
    if (evento.target.closest("input, textarea, select")) return;
    const control = [...document.querySelectorAll("[data-tecla]")].find((uno) =>
      uno.dataset.tecla.split(" ").includes(evento.key.toLowerCase()),
    );
    if (!control) return;
    evento.preventDefault();
    control.focus();
    control.click();
    enfocarMotivo(control.parentElement);
  });

  // The window opens where the motivo is typed, by key or by mouse.
  document.addEventListener("toggle", ({ target }) => enfocarMotivo(target), true);

  // A click on the PDF takes the keys along; they come back when the pointer leaves it.
  const visor = document.querySelector("iframe");
  document.addEventListener("mousemove", () => {
    if (document.activeElement === visor) document.querySelector("h1").focus({ preventScroll: true });
  });

  // Who does not see the page hears what was decided and what comes now.
  const aviso = document.querySelector("main > .aviso");
  const titulo = document.querySelector("h1").textContent.trim();
  document.getElementById("anuncio").textContent = aviso ? `${aviso.textContent.trim()} Sigue: ${titulo}` : "";

  if (navigator.pdfViewerEnabled === false) document.querySelector(".lectura").classList.add("lectura--sin-visor");

  function conModificador({ ctrlKey, altKey, metaKey, shiftKey, key }) {
    return ctrlKey || altKey || metaKey || (shiftKey && key !== "?");
  }

  function enfocarMotivo(detalles) {
    if (detalles.open) detalles.querySelector("textarea")?.focus();
  }

  function cerrar(desde) {
    const abierto = desde.closest("details[open]") ?? document.querySelector(".teclas[open]");
    if (!abierto) return;
    abierto.open = false;
    abierto.querySelector("summary").focus();
  }
})();
