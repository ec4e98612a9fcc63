/** What crosses a wire between Parley's services: ids, topics, events. Depends on nothing but the JDK and annotations. */
@NullMarked
package io.parley.contract;

import org.jspecify.annotations.NullMarked;
