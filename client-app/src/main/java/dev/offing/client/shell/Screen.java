package dev.offing.client.shell;

import dev.offing.client.art.Icon;
import javafx.scene.input.KeyCode;

/** Where one can be, in the order of the rail. */
public enum Screen {
  HARBOUR("Harbour", Icon.HARBOUR, KeyCode.H),
  MARKET("Market", Icon.MARKET, KeyCode.M),
  PORT("Port", Icon.PORT, KeyCode.P),
  LEDGER("Ledger", Icon.LEDGER, KeyCode.L),
  SETTINGS("Settings", Icon.SETTINGS, KeyCode.S);

  private final String title;
  private final Icon icon;
  private final KeyCode key;

  Screen(String title, Icon icon, KeyCode key) {
    this.title = title;
    this.icon = icon;
    this.key = key;
  }

  /** What it is called. */
  public String title() {
    return title;
  }

  /** How it is drawn on the rail. */
  public Icon icon() {
    return icon;
  }

  /** The key that leads to it. */
  public KeyCode key() {
    return key;
  }
}
