import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { type ParsedMail, parseMail } from "./parse-mail.ts";

/** A mail that arrived, with the addresses of its envelope. */
export interface ArrivedMail extends ParsedMail {
  readonly from: string;
  readonly to: readonly string[];
}

/** What the server answers to a recipient: nothing takes it, a reply code refuses it. */
export type Policy = (recipient: string) => number | "hang up after the mail" | undefined;

/** A real SMTP server on a free port of this machine. */
export class MailServer {
  /** What arrived, oldest first. */
  readonly mails: ArrivedMail[] = [];
  /** How many recipients were asked for, refused ones included. */
  asked = 0;
  /** Most mails that were under way at once. */
  mostAtOnce = 0;
  policy: Policy = () => undefined;
  #atOnce = 0;
  #server: SMTPServer | undefined;
  #port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Begins to listen, on the port that it had before if it was stopped. */
  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      closeTimeout: 100,
      onRcptTo: ({ address }, _session, done) => {
        this.asked += 1;
        const answer = this.policy(address);
        done(typeof answer === "number" ? refusal(answer) : undefined);
      },
      onData: (stream, session, done) => {
        this.#atOnce += 1;
        this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const { mailFrom } = session.envelope;
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          this.#atOnce -= 1;
          const mail = parseMail(Buffer.concat(chunks).toString("utf8"));
          this.mails.push({ ...mail, from: mailFrom ? mailFrom.address : "", to });
          if (to.some((address) => this.policy(address) === "hang up after the mail")) {
            for (const connection of server.connections) Reflect.get(connection, "_socket").destroy();
            return;
          }
          done();
        });
      },
    });
    server.on("error", () => undefined);
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Stops listening and ends all connections. */
  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server?.close(resolve) ?? resolve());
  }

  /** The mails to an address. */
  to(address: string): ArrivedMail[] {
    return this.mails.filter((mail) => mail.to.includes(address));
  }

  /** Forgets what arrived and takes everything again. */
  reset(): void {
    this.mails.length = 0;
    this.asked = 0;
    this.policy = () => undefined;
  }
}

const refusal = (responseCode: number): Error =>
  Object.assign(new Error(`refused by the test with ${responseCode}`), { responseCode });
