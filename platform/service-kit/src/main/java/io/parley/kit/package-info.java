/** The same plumbing in every service, as Spring Boot auto-configuration. No business nouns live here. */
@NullMarked
package io.parley.kit;

import org.jspecify.annotations.NullMarked;
