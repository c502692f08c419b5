package dev.offing.client.doctor;

import java.util.List;

/** One thing to be looked at. */
public interface Check {
  /** A word for it. */
  String name();

  /**
   * Looks; changes nothing. May wait for the disk and, some seconds, for the network.
   *
   * @return one finding at least
   */
  List<Finding> look() throws Exception;
}
