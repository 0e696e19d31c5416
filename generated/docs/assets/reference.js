// Shows one API's document with the reference bundle. Everything that would talk to another host is off.
const mount = document.getElementById("reference");
mount.replaceChildren();

Scalar.createApiReference("#reference", {
  url: mount.dataset.document,
  theme: "none",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: "never",
  documentDownloadType: "none",
  hideClientButton: true,
  // The header has both, for all APIs at once.
  hideSearch: true,
  hideDarkModeToggle: true,
  hiddenClients: true,
  defaultOpenFirstTag: true,
  orderRequiredPropertiesFirst: true,
  generateOperationSlug: (operation) => operation.operationId,
});

// The bundle's colours hang on a class of the body.
const paint = () => {
  const dark = document.documentElement.dataset.theme === "dark";
  document.body.classList.toggle("dark-mode", dark);
  document.body.classList.toggle("light-mode", !dark);
};
document.addEventListener("themechange", paint);
