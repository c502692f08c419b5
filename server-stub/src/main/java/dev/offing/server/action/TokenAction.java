package dev.offing.server.action;

import dev.offing.server.account.Tokens;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.Nothing;
import dev.offing.sync.protocol.Calls.TokenResult;

/**
 * {@code token}: a token for connections that prove nothing, good for this device and this life of
 * its database.
 */
public final class TokenAction implements Action<Nothing> {
  @Override
  public String name() {
    return Calls.TOKEN;
  }

  @Override
  public String does() {
    return "Makes a token by which HTTP, TCP and other connections act for this device for a while.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<TokenResult> result() {
    return TokenResult.class;
  }

  @Override
  public TokenResult answer(Caller caller, Nothing asked, ActionParts parts) {
    Caller.Player player = caller.player();
    if (!player.proved()) {
      // Else one that was stolen would never end.
      throw new ActionException(
          "not_proved", "a token is made for a session that proved its key, not for another token");
    }
    Tokens.Issued issued =
        parts
            .tokens()
            .issue(
                new Tokens.Holder(
                    player.account(),
                    player.device(),
                    player.incarnation(),
                    player.protocol(),
                    player.rules()));
    return new TokenResult(issued.token(), issued.expiresAt());
  }
}
