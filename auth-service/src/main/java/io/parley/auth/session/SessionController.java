package io.parley.auth.session;

import io.parley.auth.account.EmailAddress;
import io.parley.auth.account.Name;
import io.parley.auth.account.NewPassword;
import io.parley.auth.audit.Actor;
import io.parley.auth.session.RegisterTenant.Registration;
import io.parley.kit.crypto.Secret;
import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registration, sign-in and one's own account. */
@RestController
@RequestMapping("/api/auth")
class SessionController {

    private final RegisterTenant registerTenant;
    private final LogIn logIn;
    private final RefreshSession refreshSession;
    private final OwnAccount ownAccount;
    private final ChangePassword changePassword;

    SessionController(
            RegisterTenant registerTenant,
            LogIn logIn,
            RefreshSession refreshSession,
            OwnAccount ownAccount,
            ChangePassword changePassword) {
        this.registerTenant = registerTenant;
        this.logIn = logIn;
        this.refreshSession = refreshSession;
        this.ownAccount = ownAccount;
        this.changePassword = changePassword;
    }

    record RegisterRequest(
            @NotNull Name tenantName,
            @NotNull EmailAddress email,
            @NotNull NewPassword password,
            @NotNull Name name) {}

    record LoginRequest(@NotNull String email, @NotNull Secret password) {}

    record RefreshRequest(@NotNull Secret refreshToken) {}

    record PasswordRequest(
            @NotNull Secret currentPassword, @NotNull NewPassword newPassword) {}

    @Operation(
            summary = "Register a company",
            description = "Makes a tenant and its first user, who is its OWNER, and signs the user in.")
    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    Success<SessionResource> register(@Valid @RequestBody RegisterRequest request) {
        var registration = new Registration(request.tenantName(), request.email(), request.password(), request.name());
        return Success.of(SessionResource.of(registerTenant.register(registration)));
    }

    @Operation(
            summary = "Sign in",
            description = "A wrong e-mail address and a wrong password are answered alike. Ten wrong passwords for "
                    + "an account in ten minutes close it for that time.")
    @PostMapping("/login")
    Success<SessionResource> logIn(@Valid @RequestBody LoginRequest request) {
        return Success.of(SessionResource.of(logIn.logIn(request.email(), request.password())));
    }

    @Operation(
            summary = "Get the next token",
            description = "Gives a new access token and a new refresh token; the old one is used up. A used one that "
                    + "comes again later than ten seconds ends the session.")
    @PostMapping("/refresh")
    Success<TokenPair> refresh(@Valid @RequestBody RefreshRequest request) {
        return Success.of(refreshSession.refresh(request.refreshToken()));
    }

    @Operation(
            summary = "Sign out",
            description = "Ends the session of the refresh token. Access tokens that were given out expire by "
                    + "themselves.")
    @PostMapping("/logout")
    Success<Map<String, Object>> logOut(Caller caller, @Valid @RequestBody RefreshRequest request) {
        ownAccount.logOut(caller, request.refreshToken());
        return Success.done();
    }

    @Operation(summary = "Who I am", description = "The user of the token and the tenant.")
    @GetMapping("/me")
    Success<SessionResource.Me> me(Caller caller) {
        return Success.of(ownAccount.read(caller));
    }

    @Operation(summary = "Change the password", description = "Ends all sessions of the user.")
    @PostMapping("/password")
    Success<Map<String, Object>> changePassword(Actor actor, @Valid @RequestBody PasswordRequest request) {
        changePassword.change(actor, request.currentPassword(), request.newPassword());
        return Success.done();
    }
}
