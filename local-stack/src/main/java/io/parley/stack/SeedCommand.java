package io.parley.stack;

import io.parley.stack.client.DemoTenant;
import io.parley.stack.client.ParleyApi;
import io.parley.stack.client.SandboxControl;
import io.parley.stack.home.Secrets;
import io.parley.stack.home.StackException;
import io.parley.stack.seed.Seeding;
import io.parley.stack.supervise.Console;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills the demo tenant with conversations. */
@Command(name = "seed", mixinStandardHelpOptions = true)
final class SeedCommand implements Callable<Integer> {

    private static final Seeding.Number NUMBER =
            new Seeding.Number(DemoTenant.PHONE_NUMBER_ID, DemoTenant.BUSINESS_ACCOUNT_ID);

    @Mixin
    private final StackOption stack = new StackOption();

    @Option(names = "--conversations", paramLabel = "N", defaultValue = "300")
    private int conversations = 300;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1")
    private long seed = 1;

    @Override
    public Integer call() {
        var home = stack.home();
        if (home.supervisor().isEmpty()) {
            throw new StackException("Parley does not run on port " + stack.port() + ". Start it with ./parley up.");
        }
        var console = new Console(System.out);
        var api = new ParleyApi(stack.gateway());
        var sandbox = new SandboxControl(stack.sandbox());
        var demo = new DemoTenant(api, Secrets.in(home.data()));
        demo.ensure(sandbox);
        new Seeding(api, sandbox, Clock.systemUTC(), console::say)
                .run(demo.signIn(), new Seeding.Plan(NUMBER, conversations, seed, demo.password()));
        console.say("Done after " + Console.seconds(console.elapsed()) + ". Log in as " + DemoTenant.EMAIL
                + ", password " + demo.password());
        return 0;
    }
}
