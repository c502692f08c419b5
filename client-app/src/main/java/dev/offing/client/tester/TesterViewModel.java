package dev.offing.client.tester;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** The plug as a property and a command. Belongs to the thread of the screen. */
public final class TesterViewModel {

  private final ReadOnlyBooleanWrapper pulled = new ReadOnlyBooleanWrapper(false);
  private final Plug plug;
  private final Executor sockets;

  /**
   * @param sockets runs what touches sockets, one after the other
   */
  public TesterViewModel(Plug plug, Executor sockets) {
    this.plug = plug;
    this.sockets = sockets;
  }

  /** Whether the plug is pulled. */
  public ReadOnlyBooleanProperty pulled() {
    return pulled.getReadOnlyProperty();
  }

  /** Pulls it, or puts it back. */
  public void toggle() {
    boolean pull = !pulled.get();
    pulled.set(pull);
    sockets.execute(pull ? plug::pull : plug::putBack);
  }
}
