/** What services remember of customers who were erased: enough to keep them from coming back, and how much went. */
@NullMarked
package io.parley.kit.erasure;

import org.jspecify.annotations.NullMarked;
