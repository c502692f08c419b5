package dev.offing.client.console;

import dev.offing.sync.economy.Money;

/** One line of the console, understood. */
sealed interface Order {

  /** What {@code help} prints. */
  String HELP =
      """
      buy VESSEL [N|max]   buy one, N, or as many as the purse can pay
      upgrade ID           buy an upgrade
      boost ID             start a boost
      charter [yes]        what a charter brings and takes; with yes, take it
      perk [ID]            the perks, or take one for renown
      order SIDE GOOD N G  buy or sell N of a good at a limit of G grains for one
      gift ACCOUNT GRAINS  give grains to another player (status shows accounts)
      redeem CODE          hand in a code
      wait SECONDS         play on for so long
      drain [SECONDS]      wait until the server has everything, at most so long (30)
      status               purse, lamp, connection, versions
      fleet                vessels, upgrades and boosts with their prices
      journal [N]          the newest rows of the book (20)
      outbox               what the server has not answered yet
      connect              dial the server at once
      devices              the devices of this game
      link                 show a code by which another device can ask to join
      asks [SECONDS]       wait until one asks, at most so long (60)
      allow, refuse        let the one that asks in, or not
      join CODE [NAME]     join the game of the device that shows the code
      revoke MARK          take the device with this mark off
      recovery             make a recovery code: keep it on paper
      recover CODE [NAME]  join the game of a recovery code
      delete-account ID    delete the account and everything here, for ever
      help                 this list
      quit                 end; so does the end of the input\
      """;

  /** {@code count} 0 is as many as the purse can pay. */
  record Buy(String vessel, int count) implements Order {}

  /** Buys an upgrade. */
  record Improve(String id) implements Order {}

  /** Starts a boost. */
  record Lift(String id) implements Order {}

  /** Tells what a charter is about, or takes it. */
  record Charter(boolean taken) implements Order {}

  /** Prints the perks. */
  record Perks() implements Order {}

  /** Takes a perk. */
  record Learn(String id) implements Order {}

  /** Orders at the market. */
  record Trade(boolean sells, String good, int count, Money limit) implements Order {}

  /** Gives grains to an account. */
  record Give(String to, Money amount) implements Order {}

  /** Hands in a code. */
  record HandIn(String code) implements Order {}

  /** Plays on. */
  record Wait(long ms) implements Order {}

  /** Waits for the server, at most so long. */
  record Drain(long ms) implements Order {}

  /** Prints how things stand. */
  record Status() implements Order {}

  /** Prints what can be bought. */
  record Fleet() implements Order {}

  /** Prints the newest rows of the book. */
  record Journal(int rows) implements Order {}

  /** Prints what waits for the server. */
  record Outbox() implements Order {}

  /** Dials the server. */
  record Connect() implements Order {}

  /** Prints the devices of the account. */
  record Devices() implements Order {}

  /** Shows a code. */
  record Link() implements Order {}

  /** Waits until a device asks, at most so long. */
  record Asks(long ms) implements Order {}

  /** Answers the device that was last seen to ask. */
  record Answer(boolean allowed) implements Order {}

  /** Asks to be linked by a code. */
  record Join(String code, String name) implements Order {}

  /** Takes a device off; spaces of its mark left out. */
  record Revoke(String mark) implements Order {}

  /** Makes a recovery code. */
  record Recovery() implements Order {}

  /** Links this device by a recovery code. */
  record Recover(String code, String name) implements Order {}

  /** Deletes the account that begins so. */
  record DeleteAccount(String mark) implements Order {}

  /** Prints the list of orders. */
  record Help() implements Order {}

  /** Ends the console. */
  record Quit() implements Order {}
}
