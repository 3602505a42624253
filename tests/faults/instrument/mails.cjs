/** Wraps the mail transport: every mail handed over is a point. */
const points = require("./points.cjs");

const never = () => new Promise(() => undefined);

function wrapMails(Mailer) {
  const { sendMail } = Mailer.prototype;
  Mailer.prototype.sendMail = async function (mail, callback) {
    const order = points.pass(points.here(), "mail");
    if (order?.hold === "before") {
      points.hold(order);
      return never();
    }
    if (order?.fault === "throttle" || order?.fault === "error") {
      throw Object.assign(new Error("451 4.3.0 Try again later"), { code: "EMESSAGE", responseCode: 451 });
    }
    const sent = await sendMail.call(this, mail, callback);
    if (order?.hold === "after") {
      points.hold(order);
      return never();
    }
    if (order?.fault) {
      throw Object.assign(new Error("Connection closed unexpectedly"), { code: "ECONNECTION" });
    }
    return sent;
  };
}

module.exports = { wrapMails };
