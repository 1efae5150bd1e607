import { Readable } from 'node:stream';
import type { FieldFault } from '@app/platform';
import { type Adapter, type Fields, type Sending, textOf } from './adapter';
import type { Address, Message, Outcome } from './channel';
import { mailWords } from './email.words';
import { choice, lines, named, secret, text, whole } from './fields';
import { CallError, isCertificateFault } from './outbound';
import { again, failed, outcomeOfFault, SENT, unknown } from './outcomes';

const STEP_MS = 5_000;
const MAIL = /^[^\s@<>]+@[^\s@<>]+$/;

interface MailFault {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  /** Of the system or of TLS, when `code` is the mailer's own. */
  originalCode?: string;
}

/** Enhanced status of a mailbox that is not there. */
const NO_SUCH_MAILBOX = /\b5\.1\.(1|2|3|6|10)\b/;

/** What the server said, or did not say any more. `handed`: the letter itself had been begun. */
function outcomeOfMail(fault: MailFault, handed: boolean, address: Address): Outcome {
  const { code = 'Error', originalCode = '', responseCode, response = '', command = '' } = fault;
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500) {
    return again(`SMTP ${responseCode}`, '邮件服务器暂时不收，稍后自动重试。');
  }
  if (responseCode !== undefined && responseCode >= 500) {
    const said = `SMTP ${responseCode}`;
    if (code === 'EAUTH')
      return failed(said, '邮件服务器不认可用户名或密码：请核对，许多邮箱要用“授权码”而不是登录密码。');
    if (command.startsWith('RCPT') && NO_SUCH_MAILBOX.test(response)) {
      const gone = { gone: true, goneAddresses: [address.id] };
      return failed(said, '收件人的邮箱不存在：请核对接收人的电子邮箱。', gone);
    }
    if (command.startsWith('RCPT')) return failed(said, '邮件服务器拒收这个收件人：请核对邮箱，或请邮件管理员放行。');
    if (command.startsWith('MAIL')) return failed(said, '邮件服务器不接受这个发件人：发件邮箱一般须与登录用户名一致。');
    return failed(said, '邮件服务器拒收：请核对发件邮箱，或请邮件管理员查看原因。');
  }
  if (handed) return unknown(code, '邮件已经发出，但没有等到服务器的确认，可能已送达，所以不自动重发。');
  if (isCertificateFault(originalCode)) {
    return failed(originalCode, '没有发送：邮件服务器的证书不可信，或加密方式与端口不符。自签证书请粘贴在渠道设置里。');
  }
  if (code === 'EAUTH') return failed(code, '邮件服务器要求登录而没有成功：请填写用户名和密码，并核对加密方式。');
  if (code === 'ETLS') return failed(code, '与邮件服务器建立加密连接没有成功：请核对加密方式、端口和服务器证书。');
  return again(code, '与邮件服务器的连接中断，没有发送，稍后自动重试。');
}

const securityOf = (fields: Fields): { secure: boolean; requireTLS: boolean; ignoreTLS: boolean } => ({
  secure: textOf(fields, 'security') === 'tls',
  requireTLS: textOf(fields, 'security') === 'starttls',
  ignoreTLS: textOf(fields, 'security') === 'none',
});

/** The letter, with the id that mail programs know a repetition by. */
async function letterOf({ fields, publicUrl }: Sending, message: Message, to: string): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const from = textOf(fields, 'from');
  const letter = new MailComposer({
    ...mailWords(message, publicUrl),
    from: { name: textOf(fields, 'fromName'), address: from },
    to,
    date: message.at,
    messageId: `<${message.id}@${from.split('@')[1] ?? 'xiaohao'}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return letter.compile().build();
}

async function deliver(sending: Sending, message: Message, address: Address): Promise<Outcome> {
  const { fields, outbound } = sending;
  const host = textOf(fields, 'host');
  const letter = await letterOf(sending, message, address.value);
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
  const socket = await outbound.socket(host, Number(fields.port));
  let handed = false;
  // Read only when the server has said that it takes the letter.
  const body = Readable.from(
    (function* () {
      handed = true;
      yield letter;
    })(),
  );
  const certificates = textOf(fields, 'ca');
  const connection = new SMTPConnection({
    ...securityOf(fields),
    host,
    connection: socket,
    socketCloseTimeout: 0,
    greetingTimeout: STEP_MS,
    socketTimeout: outbound.patienceMs,
    tls: certificates === '' ? {} : { ca: certificates },
  });
  return new Promise<Outcome>((resolve) => {
    const end = (outcome: Outcome): void => {
      clearTimeout(timer);
      if (outcome.outcome === 'sent') connection.quit();
      else connection.close();
      resolve(outcome);
    };
    const fail = (error: MailFault): void => {
      end(outcomeOfMail(error, handed, address));
    };
    const timer = setTimeout(() => fail({ code: 'ETIMEDOUT' }), outbound.patienceMs);
    connection.on('error', fail);
    connection.connect(() => {
      const send = (): void =>
        connection.send({ from: textOf(fields, 'from'), to: [address.value] }, body, (error) =>
          error ? fail(error) : end(SENT),
        );
      const user = textOf(fields, 'user');
      if (user === '') send();
      else connection.login({ user, pass: textOf(fields, 'password') }, (error) => (error ? fail(error) : send()));
    });
  });
}

function check(fields: Fields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!MAIL.test(textOf(fields, 'from'))) {
    faults.push({ field: 'from', message: '发件邮箱应为邮箱地址，例如 xiaohao@example.cn。' });
  }
  if (/[\s/]/.test(textOf(fields, 'host'))) {
    faults.push({ field: 'host', message: '邮件服务器应为主机名，例如 smtp.example.cn，不带网址前缀和端口。' });
  }
  const user = textOf(fields, 'user');
  if (user !== '' && fields.password === undefined) {
    faults.push({ field: 'password', message: '填写了用户名，请同时填写密码或授权码。' });
  }
  if (user !== '' && textOf(fields, 'security') === 'none') {
    faults.push({ field: 'security', message: '填写了密码的，请用加密连接，不要明文传送密码。' });
  }
  return faults;
}

/** 电子邮件. */
export const EMAIL: Adapter = {
  hands: { to: ['host', 'port', 'security', 'ca'], handed: ['password'] },
  spec: {
    kind: 'email',
    label: named('电子邮件', 'E-mail'),
    addressKind: 'email',
    lanes: 2,
    perMinute: null,
    perSecond: null,
    deduplicates: false,
    fields: [
      text('host', '邮件服务器', 'Mail server', {
        help: [
          '发信（SMTP）服务器的主机名，例如 smtp.example.cn；内网的须先写进设置 OUTBOUND_ALLOW。',
          'Name of the SMTP server; an inner one must stand in the setting OUTBOUND_ALLOW.',
        ],
      }),
      whole('port', '端口', 'Port', { min: 1, max: 65_535, initial: 465 }),
      choice('security', '加密方式', 'Encryption', [
        ['tls', 'SSL/TLS（一般用 465 端口）', 'SSL/TLS (usually port 465)'],
        ['starttls', 'STARTTLS（一般用 587 端口）', 'STARTTLS (usually port 587)'],
        ['none', '不加密（仅限内网，一般用 25 端口）', 'None (inner networks only, usually port 25)'],
      ]),
      text('from', '发件邮箱', 'Sender', {}),
      text('fromName', '发件人名称', 'Name of the sender', { required: false, max: 60, initial: '销号' }),
      text('user', '用户名', 'User', {
        required: false,
        help: ['不需要登录的服务器不填。', 'Empty when no sign-in is wanted.'],
      }),
      secret('password', '密码或授权码', 'Password', { required: false }),
      lines('ca', '服务器证书', 'Certificate', {
        required: false,
        help: [
          '仅当单位的邮件服务器用自签证书时，粘贴签发它的证书（PEM）。',
          'Only when the server’s certificate is self-signed: the one that signed it (PEM).',
        ],
      }),
    ],
  },
  check,
  async send(sending, message, [address]) {
    if (!address) return failed('no-address', '接收人没有登记电子邮箱。');
    try {
      return await deliver(sending, message, address);
    } catch (error) {
      if (error instanceof CallError) return outcomeOfFault(error);
      throw error;
    }
  },
};
