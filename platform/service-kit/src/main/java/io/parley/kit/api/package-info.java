/** The service's own OpenAPI document: read from the controllers when it is first asked for, completed from api.yaml. */
@NullMarked
package io.parley.kit.api;

import org.jspecify.annotations.NullMarked;
