package org.reelmill.launch;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code java -jar reelmill.jar}: starts Payara Micro as {@link Listener} says, with the WAR that the jar holds. */
public final class Main {

    private Main() {}

    /** @param arguments none; all configuration is in the environment and in system properties */
    public static void main(String... arguments) throws Exception {
        if (arguments.length > 0) {
            refuse("It takes no arguments. Configure it by REELMILL_… variables"
                    + " or by system properties before -jar, such as -Dreelmill.http.port=8080");
        }
        try {
            // Payara asks for it as it starts, and fails with pages of text
            InetAddress.getLocalHost();
            start(Listener.from(System.getenv(), System.getProperties()));
        } catch (UnknownHostException e) {
            refuse(
                    "This machine does not know its own name: a line is missing in /etc/hosts, such as 127.0.1.1 and the name ("
                            + e.getMessage() + ")");
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage());
        }
    }

    /**
     * As Payara's own main class does it. Its other way, {@code PayaraMicro.getInstance()}, loads libraries without their parts for
     * newer Javas: JSON-B would not know records then.
     */
    private static void start(Listener listener) throws Exception {
        Path orders = Files.createTempFile("reelmill", ".txt");
        Files.writeString(orders, "set " + Listener.PROPERTY + "=" + listener.address() + "\n");
        PayaraMicroBoot server = PayaraMicroLauncher.create(new String[] {
            // no Hazelcast: nodes know each other by the database, and its port would be open to all addresses
            "--nohazelcast", "--port", String.valueOf(listener.port()), "--prebootcommandfile", orders.toString()
        });
        Files.deleteIfExists(orders);
        // Payara would stay, and answer 404 to everything; whoever manages services must see it end
        if (server.getRuntime().getDeployedApplicationNames().isEmpty()) {
            System.err.println("Reelmill could not start. The reason stands above, or in its log");
            System.exit(1);
        }
    }

    /** No service manager need try again. */
    private static void refuse(String reason) {
        System.err.println("Reelmill cannot start. " + reason);
        System.exit(2);
    }
}
