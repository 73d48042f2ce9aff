// Tells that a file is too large when it is chosen: it would be sent for minutes, and refused with all that was typed.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (!field.matches("input[type=file][data-most]")) return;
  const tooLarge = [...field.files].some((file) => file.size > Number(field.dataset.most));
  field.setCustomValidity(tooLarge ? field.dataset.tooLarge : "");
  field.reportValidity();
});
