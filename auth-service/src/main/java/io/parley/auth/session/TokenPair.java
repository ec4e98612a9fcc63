package io.parley.auth.session;

/** An access token and the refresh token that gets the next one, as the client receives them. */
record TokenPair(String token, String refreshToken) {

    @Override
    public String toString() {
        return "TokenPair";
    }
}
