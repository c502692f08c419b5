package dev.offing.sync.ledger;

import dev.offing.sync.account.Result;
import dev.offing.sync.mutation.Mutation;

/**
 * A mutation that has its result.
 *
 * @param settledAt when the result was here, ms of server time as the device estimated it then
 */
public record SettledRow(Mutation mutation, Result result, long settledAt) {}
