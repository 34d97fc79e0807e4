import type { text as indonesian } from './access.id.ts'

export const text: Readonly<Record<keyof typeof indonesian, string>> = {
  'access.promise': 'Every family found, every decision with its reason, every rupiah proved.',
  'access.sign-in': 'Sign in',
  'access.account-name': 'Account name',
  'access.password': 'Password',
  'access.show-password': 'Show the password',
  'access.forgot':
    'Forgot the password? Ask whoever manages accounts at the Social Office for a one-time code. We never ask for passwords by telephone or WhatsApp.',
  'access.have-code': 'I have a one-time code',
  'access.have-password': 'I have a password',
  'access.set-password': 'Set a password',
  'access.code': 'One-time code',
  'access.code-hint': 'From whoever manages accounts. It works once.',
  'access.new-password': 'New password',
  'access.new-password-hint':
    'At least 12 characters. A short sentence that only you know is the easiest to remember.',
  'access.set-and-sign-in': 'Save and sign in',
  'access.name-missing': 'Enter the account name, for example ratna.',
  'access.password-missing': 'Enter the password.',
  'access.code-missing': 'Enter the code you were given.',
  'access.try-demonstration': 'Try it with a demonstration account',
  'access.demonstration-of': 'This is a demonstration of {place}.',
  'access.demonstration-means':
    'All people are invented; nobody’s data is in here. Choose a role, no password needed.',
  'access.does.administrator': 'manages accounts and reads the trail',
  'access.does.social-office': 'brings lists in, checks, proposes decisions',
  'access.does.planning-team': 'reads the overview and the lists',
  'access.does.village-operator': 'sees the village’s families, fills in its workbook',
  'access.does.verifier': 'visits families, with a phone',
  'access.does.payer': 'pays and reconciles',
  'access.does.auditor': 'reads everything, changes nothing',
  'access.does.regent': 'sees the overview, decrees',
  'problem.access.sign-in-needed':
    'You are not signed in, or were away too long. Sign in again; you come back to this page.',
  'problem.access.not-allowed': 'Your role does not include this work.',
  'problem.access.wrong-credentials':
    'Account name and password do not fit together. Check capital letters and try again.',
  'problem.access.wait-before-retry': 'Wrong too often. Wait a few minutes, then try again.',
  'problem.access.csrf': 'This page has been open for long. Load it again and try once more.',
  'problem.access.account-blocked': 'This account is closed. Ask whoever manages accounts.',
  'problem.access.password-too-weak':
    'This password is easy to guess. Use at least 12 characters and no common word.',
  'problem.access.sign-in-name-taken': 'This account name is taken. Choose another.',
  'problem.access.demonstration-only': 'This exists in the demonstration only.',
  'problem.access.other-origin':
    'This request came from another site’s page. Open Entas itself and try again.',
  'problem.access.too-many-requests':
    'Too many requests in a short time. Wait a moment, then try again.',
  'problem.access.area-unknown': 'There is no such area in this regency.',
  'problem.access.grant-beyond-own': 'You cannot grant more than you hold yourself.',
  'problem.access.not-oneself':
    'This cannot be done to one’s own account. Ask another administrator.',
  'problem.access.scope-wrong':
    'This role needs other areas: villages for operators and verifiers, none for roles of the whole regency.',
  'problem.access.wrong-code': 'This code is wrong, was used, or has run out. Ask for a new one.',
}
