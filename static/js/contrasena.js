// The rule of a new password, ticked off as one types; what the server says of it is what counts.
const SIGNO = /[^\p{L}\p{N}\s]/u;
const REGLAS = {
  largo: (texto) => [...texto].length >= 8,
  mayuscula: (texto) => /\p{Lu}/u.test(texto),
  numero: (texto) => /\p{N}/u.test(texto),
  signo: (texto) => SIGNO.test(texto),
};
const PAUSA = 700; // milliseconds without typing after which what is missing is read aloud

for (const campo of document.querySelectorAll("[data-reglas]")) {
  const lista = document.getElementById(campo.dataset.reglas);
  let reloj;
  campo.addEventListener("input", () => {
    const faltan = marcar(lista, campo.value);
    clearTimeout(reloj);
    reloj = setTimeout(() => decir(faltan, campo.value), PAUSA);
  });
}

for (const campo of document.querySelectorAll("[data-igual]")) {
  const primera = document.getElementById(campo.dataset.igual);
  const comparar = () =>
    campo.setCustomValidity(campo.value && campo.value !== primera.value ? "Las dos contraseñas no son iguales." : "");
  campo.addEventListener("input", comparar);
  primera.addEventListener("input", comparar);
}

function marcar(lista, texto) {
  const faltan = [];
  for (const renglon of lista.querySelectorAll("[data-regla]")) {
    const cumple = REGLAS[renglon.dataset.regla](texto);
    renglon.className = texto ? (cumple ? "reglas__si" : "reglas__no") : "";
    if (!cumple) faltan.push(renglon.textContent);
  }
  return faltan;
}

function decir(faltan, texto) {
  if (!texto) return;
  const dicho = faltan.length ? `Falta: ${faltan.join("; ")}.` : "La contraseña cumple la regla.";
  document.getElementById("anuncio").textContent = dicho;
}
