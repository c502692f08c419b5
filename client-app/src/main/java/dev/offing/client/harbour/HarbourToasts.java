package dev.offing.client.harbour;

import dev.offing.client.shell.Toast;
import dev.offing.client.shell.ToastsViewModel;

/** Puts what must not be missed on the screen, wherever the player looks. */
public final class HarbourToasts implements HarbourListener {

  private final ToastsViewModel toasts;
  private final Runnable connect;

  /**
   * @param connect dials the server
   */
  public HarbourToasts(ToastsViewModel toasts, Runnable connect) {
    this.toasts = toasts;
    this.connect = connect;
  }

  @Override
  public void refused(Refusal refusal) {
    toasts.show(new Toast(Toast.Kind.REFUSED, refusal.title(), refusal.reason(), null));
  }

  @Override
  public void restored(String text) {
    toasts.show(new Toast(Toast.Kind.NEWS, "The server had forgotten", text, null));
  }

  @Override
  public void letter(String title, String text, Runnable read) {
    toasts.show(new Toast(Toast.Kind.LETTER, title, text, new Toast.Action("Got it", read)));
  }

  @Override
  public void lampLow(String clock) {
    toasts.show(
        new Toast(
            Toast.Kind.WARNING,
            "The lamp goes out at " + clock,
            "Ten minutes of oil. Then the fleet rests.",
            new Toast.Action("Connect now", connect)));
  }
}
