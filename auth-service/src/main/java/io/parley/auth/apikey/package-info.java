/** Keys by which programs use the API, and their exchange for access tokens. */
@NullMarked
package io.parley.auth.apikey;

import org.jspecify.annotations.NullMarked;
