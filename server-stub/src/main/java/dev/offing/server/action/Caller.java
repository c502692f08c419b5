package dev.offing.server.action;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.net.InetAddress;
import java.util.function.Consumer;

/** Who calls an action. Its role says which actions those may be. */
public sealed interface Caller {
  /** Where the call comes from. */
  InetAddress address();

  /** What it has shown. */
  Role role();

  /**
   * The player, where the action is for players alone.
   *
   * @throws IllegalStateException where it lets in others, too
   */
  default Player player() {
    throw new IllegalStateException("an action for players alone has the role " + Role.PLAYER);
  }

  /** The device that asks to be linked, where the action is for those alone. */
  default Linking linking() {
    throw new IllegalStateException("an action that links alone has the role " + Role.LINKING);
  }

  /** Somebody of whom nothing is known. */
  record Anyone(InetAddress address) implements Caller {
    @Override
    public Role role() {
      return Role.ANYONE;
    }
  }

  /**
   * A device that asks to be linked.
   *
   * @param device its proved public key
   * @param nonce of the challenge that began its session
   */
  record Linking(String device, String nonce, InetAddress address) implements Caller {
    @Override
    public Role role() {
      return Role.LINKING;
    }

    @Override
    public Linking linking() {
      return this;
    }
  }

  /**
   * A device that plays.
   *
   * @param protocol version of the messages that it speaks
   * @param rules version of the economy's rules that it knows
   * @param account that it plays
   * @param device its public key
   * @param incarnation the life of its database
   * @param proved whether it signed in this very session; else it showed a token
   * @param pusher judges what it pushes
   */
  record Player(
      int protocol,
      int rules,
      String account,
      String device,
      String incarnation,
      boolean proved,
      InetAddress address,
      Pusher pusher)
      implements Caller {
    @Override
    public Role role() {
      return Role.PLAYER;
    }

    @Override
    public Player player() {
      return this;
    }
  }

  /** Somebody who looks after the server. */
  record Admin(InetAddress address) implements Caller {
    @Override
    public Role role() {
      return Role.ADMIN;
    }
  }

  /** The way of a player's mutations into its account, whatever protocol they came by. */
  @FunctionalInterface
  interface Pusher {
    /**
     * Judges a push. What comes of it is told once, before this returns, and in the order of the
     * account's history.
     */
    void push(ClientMessage.Push push, Consumer<ServerMessage> answer);
  }
}
