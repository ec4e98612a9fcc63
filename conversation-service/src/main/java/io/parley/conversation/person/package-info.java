/** This service's copies of who takes part in threads: customers, the contacts that they are, and users. */
@NullMarked
package io.parley.conversation.person;

import org.jspecify.annotations.NullMarked;
