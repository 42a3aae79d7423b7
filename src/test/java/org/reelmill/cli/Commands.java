package org.reelmill.cli;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.reelmill.testing.RestClient;

/** The command line as one client of real servers uses it, in this process. */
record Commands(Path config) {

    /**
     * Each server has its own accounts, so the client gets a token for each.
     *
     * @param folder for its tokens, its configuration and its local database
     */
    static Commands of(String client, Path folder, List<URL> servers) throws IOException {
        List<String> entries = new ArrayList<>();
        for (URL server : servers) {
            Path token = Files.writeString(
                    folder.resolve(client + server.getPort() + ".token"),
                    RestClient.tokenOfClient(server, "USER", client));
            entries.add("\"" + server + "\":{\"token_file\":\"" + token + "\"}");
        }
        return new Commands(Files.writeString(
                folder.resolve(client + ".json"),
                "{\"client_id\":\"" + client + "\",\"database\":\"" + folder.resolve(client) + "\",\"list_of_servers\":"
                        + entries.stream().collect(Collectors.joining(",", "{", "}}"))));
    }

    /** @return the exit code */
    int run(String... arguments) {
        return Main.run(Stream.concat(Stream.of(arguments), Stream.of("--config", config.toString()))
                .toArray(String[]::new));
    }

    /** @return what it prints */
    List<String> lines(String... arguments) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            run(arguments);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Writes a small picture. @param shade pictures of different shades differ */
    static Path picture(Path file, int shade) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        image.setRGB(shade, shade, Color.ORANGE.getRGB());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
