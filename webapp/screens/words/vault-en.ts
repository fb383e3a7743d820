// The same in English.

import type { vaultVi } from './vault-vi'

export const vaultEn: Record<keyof typeof vaultVi, string> = {
  'unlock.title': 'Open the notebook',
  'unlock.pin': 'Your PIN',
  'unlock.words': 'Your passphrase',
  'unlock.show': 'Show it',
  'unlock.do': 'Open',
  'unlock.busy': 'Opening…',
  'unlock.wrong': 'That is not it. Try again; your records are all here.',
  'unlock.crowdedSeconds':
    'The phone is full, so each try has to wait: {n} seconds more. Then delete some photos or videos on the phone. Your records are all here.',
  'unlock.crowdedMinutes':
    'The phone is full, so each try has to wait: {n} {n|minute|minutes} more. Then delete some photos or videos on the phone. Your records are all here.',
  'unlock.waitMinutes':
    'Too many wrong ones. Wait {n} more {n|minute|minutes} with this page open. Your records are all here.',
  'unlock.waitSeconds':
    'Too many wrong ones. Wait {n} more {n|second|seconds}. Your records are all here.',
  'unlock.passkey': 'Open by fingerprint or face',
  'unlock.passkeyFailed': 'The phone did not recognise you. Try again, or use your PIN.',
  'unlock.forgot': 'Forgot the PIN',
  'unlock.other': 'Somebody else uses this phone',
  'unlock.signedOut':
    'This phone was signed out. With network, sign in again and then unlock; your records are all here.',
  'unlock.away':
    'This phone has not met the server for more than 30 days. With network, sign in again and then unlock; your records are all here.',
  'unlock.clock':
    'The clock of this phone is wrong: it shows {day}. Set date and time in the settings of the phone, or sign in again here. Records on this phone are kept.',
  'unlock.broken': 'The lock could not be opened. Close other apps and try again.',

  'forgot.title': 'Forgot the PIN',
  'forgot.say': 'Nothing is lost. With network and your password you can set a new PIN.',
  'forgot.signInFirst': 'Sign in first.',
  'forgot.password': 'Your password',
  'forgot.do': 'Open and set a new PIN',
  'forgot.back': 'I remember it now',

  'lock.title': 'Lock on this phone',
  'lock.why':
    'Locked, whoever holds your phone cannot read your records. A forgotten PIN loses nothing.',
  'lock.needed': 'This form is about one person’s own affairs. Set a lock before you write.',
  'lock.none': 'Not locked: whoever holds the phone can open the notebook.',
  'lock.has': 'Locked: it takes your PIN to open the notebook.',
  'lock.hasPasskey': 'It also opens by fingerprint or face.',
  'lock.kind': 'How to lock it',
  'lock.pin': 'PIN, at least 6 digits',
  'lock.pinSays':
    'Keeps off curious eyes. Somebody skilled who takes the phone away can still find it out.',
  'lock.wordsKind': 'Passphrase, at least 10 letters',
  'lock.wordsSays': 'Much stronger. For example a sentence that only you know, not a song.',
  'lock.current': 'The PIN in use',
  'lock.newPin': 'New PIN',
  'lock.newWords': 'New passphrase',
  'lock.again': 'Once more',
  'lock.show': 'Show it',
  'lock.do': 'Lock it',
  'lock.change': 'Change the PIN',
  'lock.busy': 'Locking… this takes a few seconds.',
  'lock.done': 'Locked. From now on it takes your PIN to open the notebook.',
  'lock.changed': 'Changed. The old PIN is no longer good.',
  'lock.tooShort': 'A PIN needs at least 6 digits.',
  'lock.tooPlain': 'That PIN is too easy to guess. Choose another.',
  'lock.wordsTooShort': 'A passphrase needs at least 10 letters.',
  'lock.onlyDigits': 'A PIN has digits only.',
  'lock.notSame': 'The two are not the same.',
  'lock.wrong': 'The PIN in use is wrong.',
  'lock.wait': 'Too many wrong ones. Wait a while and try again.',
  'lock.noNetworkYet': 'It needs the network once, so that a forgotten PIN can be helped later.',
  'lock.passkey': 'Add fingerprint or face',
  'lock.passkeySays': 'The strongest and the quickest, where this phone has it.',
  'lock.passkeyFailed': 'This phone cannot open the notebook by fingerprint or face.',
  'lock.passkeyDone': 'Added. Next time open it by fingerprint or face.',
  'lock.now': 'Lock now',
  'lock.back': 'Me',
}
