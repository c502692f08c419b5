package dev.offing.server.standing;

final class MemoryStandingsTest extends StandingsContract {
  private final Standings standings = new MemoryStandings();

  @Override
  Standings standings() {
    return standings;
  }
}
