/** Whether shortcuts of this computer are made with ⌘. */
export function isAppleKeyboard(): boolean {
  return /^(Mac|iP)/.test(navigator.platform);
}
