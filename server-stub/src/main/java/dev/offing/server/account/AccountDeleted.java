package dev.offing.server.account;

import dev.offing.sync.protocol.ServerMessage;

/** The account was deleted by its owner: nothing is done for it any more. */
final class AccountDeleted extends RuntimeException {
  static final String CODE = "account_deleted";
  static final String TEXT = "This account was deleted. The server does not take it back.";

  private static final long serialVersionUID = 1L;

  AccountDeleted() {
    super(TEXT);
  }

  static ServerMessage.Failure told() {
    return new ServerMessage.Failure(CODE, TEXT);
  }
}
