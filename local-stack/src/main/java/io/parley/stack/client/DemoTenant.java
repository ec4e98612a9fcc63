package io.parley.stack.client;

import io.parley.stack.home.Secrets;
import io.parley.stack.home.StackException;
import org.jspecify.annotations.Nullable;

/** The tenant that a new stack shows itself with: its owner's login, and its number in the sandbox. */
public final class DemoTenant {

    public static final String EMAIL = "demo@parley.example";
    public static final String PHONE_NUMBER_ID = "106540352242922";
    public static final String BUSINESS_ACCOUNT_ID = "102290129340398";

    private static final String TENANT = "Harbour Hotel (demo)";
    private static final String OWNER = "Dana Demo";
    private static final String DISPLAY_PHONE_NUMBER = "+1 555 010 0100";

    private final ParleyApi api;
    private final Secrets secrets;

    public DemoTenant(ParleyApi api, Secrets secrets) {
        this.api = api;
        this.secrets = secrets;
    }

    public String password() {
        return secrets.demoPassword();
    }

    /** Signs in; fails with the reason when somebody has changed the password. */
    public Token signIn() {
        return api.login(EMAIL, password())
                .orElseThrow(() -> new StackException("The password of " + EMAIL + " was changed"));
    }

    /** Makes the tenant unless it exists, and connects its number where there is a sandbox. Safe to repeat. */
    public void ensure(@Nullable SandboxControl sandbox) {
        var token = api.login(EMAIL, password()).orElseGet(() -> api.register(TENANT, OWNER, EMAIL, password()));
        if (sandbox == null) {
            return;
        }
        var number = new ParleyApi.Number(PHONE_NUMBER_ID, secrets.sandboxAccessToken(), BUSINESS_ACCOUNT_ID);
        sandbox.define(number, DISPLAY_PHONE_NUMBER, TENANT);
        if (api.phoneNumberId(token).isEmpty()) {
            api.connect(token, number);
        }
    }
}
