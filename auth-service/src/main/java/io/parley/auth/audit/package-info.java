/** The kernel's memory: who changed users, keys and settings, when and from where, kept with the change itself. */
@NullMarked
package io.parley.auth.audit;

import org.jspecify.annotations.NullMarked;
