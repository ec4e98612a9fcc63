/**
 * The command line of Parley. Each command is a class here; {@code home} knows a stack's files, {@code supervise} runs its
 * processes, {@code client} speaks to it over HTTP, {@code seed} makes up its demo data.
 */
@NullMarked
package io.parley.stack;

import org.jspecify.annotations.NullMarked;
